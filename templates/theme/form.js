"use strict";
(() => {
  const form = document.getElementById("Review-form");
  const faults = document.getElementById("Review-faults");
  const list = faults.querySelector("ul");
  const saved = document.getElementById("Review-saved");
  const copy = document.getElementById("Review-text");
  const data = form.dataset;

  // A text in quotes, as TOML has it; JSON's rules are the same but for two kinds of character.
  const quoted = (text) =>
    JSON.stringify(text.normalize("NFC").toWellFormed?.() ?? text).replace(/\u007f/g, "\\u007F");

  const chosen = (name) => form.querySelector(`input[name="${name}"]:checked`)?.value;

  // Everything that lacks: the field to go to, and what to say.
  const lacking = () => {
    const found = [];
    for (const field of form.querySelectorAll("input[data-need]")) {
      const isThere = field.value.trim() !== "" && field.validity.valid;
      field.setAttribute("aria-invalid", String(!isThere));
      if (!isThere) found.push([field, field.dataset.need]);
    }
    for (const group of form.querySelectorAll("fieldset[data-name]")) {
      const isThere = chosen(group.dataset.name) !== undefined;
      group.toggleAttribute("data-open", !isThere);
      if (!isThere) found.push([group.querySelector("input"), group.dataset.need]);
    }
    // Who asks for changes says which.
    const comments = document.getElementById("Review-comments");
    const isSilent = ["approve-with-changes", "disapprove", "no"].includes(chosen(data.verdict)) &&
      comments.value.trim() === "";
    comments.setAttribute("aria-invalid", String(isSilent));
    if (isSilent) found.push([comments, "Comments: what should change, or why not"]);
    return found;
  };

  const written = () => {
    const value = (id) => document.getElementById(id).value.trim();
    const lines = JSON.parse(data.fixed).map(([key, value]) =>
      `${key} = ${key === "version" ? value : quoted(value)}`);
    lines.push(`${data.who} = ${quoted(value("Review-who"))}`, `date = ${value("Review-date")}`);
    lines.push(`${data.verdict} = ${quoted(chosen(data.verdict))}`);
    lines.push(`comments = ${quoted(value("Review-comments"))}`);
    const questions = [...form.querySelectorAll("fieldset[data-question]")];
    if (questions.length > 0) {
      lines.push("", "[considerations]");
      for (const { dataset } of questions) lines.push(`${dataset.question} = ${quoted(chosen(dataset.name))}`);
    }
    return `${lines.join("\n")}\n`;
  };

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    saved.hidden = true;
    list.replaceChildren();
    const found = lacking();
    for (const [field, words] of found) {
      const link = document.createElement("a");
      link.href = `#${field.id}`;
      link.textContent = words;
      link.addEventListener("click", (click) => {
        click.preventDefault();
        field.focus();
      });
      const item = document.createElement("li");
      item.append(link);
      list.append(item);
    }
    faults.hidden = found.length === 0;
    if (found.length > 0) {
      faults.focus();
      return;
    }
    const text = written();
    const who = document.getElementById("Review-who").value.trim();
    const plain = who.normalize("NFD").replace(/[^A-Za-z0-9]+/g, "-").replace(/^-+|-+$/g, "") || "form";
    const name = `${data.file}-${plain}-${document.getElementById("Review-date").value}.toml`;
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: "application/toml" }));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
    document.getElementById("Review-name").textContent = name;
    copy.value = text;
    saved.hidden = false;
    saved.focus();
  });
})();
