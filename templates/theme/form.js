"use strict";
(() => {
  const form = document.getElementById("Review-form");
  const errors = document.getElementById("Review-faults");
  const errorList = errors.querySelector("ul");
  const saved = document.getElementById("Review-saved");
  const savedText = document.getElementById("Review-text");
  const data = form.dataset;

  // A TOML string. JSON escapes it the same way, except for U+007F and lone surrogates.
  const tomlString = (text) =>
    JSON.stringify(text.normalize("NFC").toWellFormed?.() ?? text).replace(/\u007f/g, "\\u007F");

  const chosenAnswer = (name) => form.querySelector(`input[name="${name}"]:checked`)?.value;

  // Every missing answer: its field, and the text of its error.
  const findMissingAnswers = () => {
    const missing = [];
    for (const field of form.querySelectorAll("input[data-need]")) {
      const isComplete = field.value.trim() !== "" && field.validity.valid;
      field.setAttribute("aria-invalid", String(!isComplete));
      if (!isComplete) missing.push([field, field.dataset.need]);
    }
    for (const group of form.querySelectorAll("fieldset[data-name]")) {
      const isComplete = chosenAnswer(group.dataset.name) !== undefined;
      group.toggleAttribute("data-open", !isComplete);
      if (!isComplete) missing.push([group.querySelector("input"), group.dataset.need]);
    }
    // Comments are required with changes, a disapproval or a correction.
    const comments = document.getElementById("Review-comments");
    const isCommentMissing = ["approve-with-changes", "disapprove", "no"].includes(chosenAnswer(data.verdict)) &&
      comments.value.trim() === "";
    comments.setAttribute("aria-invalid", String(isCommentMissing));
    if (isCommentMissing) missing.push([comments, "Comments: say what should change, or why you do not approve"]);
    return missing;
  };

  const formToml = () => {
    const value = (id) => document.getElementById(id).value.trim();
    const lines = JSON.parse(data.fixed).map(([key, value]) =>
      `${key} = ${key === "version" ? value : tomlString(value)}`);
    lines.push(`${data.who} = ${tomlString(value("Review-who"))}`, `date = ${value("Review-date")}`);
    lines.push(`${data.verdict} = ${tomlString(chosenAnswer(data.verdict))}`);
    lines.push(`comments = ${tomlString(value("Review-comments"))}`);
    const questions = [...form.querySelectorAll("fieldset[data-question]")];
    if (questions.length > 0) {
      lines.push("", "[considerations]");
      for (const { dataset } of questions) {
        lines.push(`${dataset.question} = ${tomlString(chosenAnswer(dataset.name))}`);
      }
    }
    return `${lines.join("\n")}\n`;
  };

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    saved.hidden = true;
    errorList.replaceChildren();
    const missing = findMissingAnswers();
    for (const [field, message] of missing) {
      const link = document.createElement("a");
      link.href = `#${field.id}`;
      link.textContent = message;
      link.addEventListener("click", (click) => {
        click.preventDefault();
        field.focus();
      });
      const item = document.createElement("li");
      item.append(link);
      errorList.append(item);
    }
    errors.hidden = missing.length === 0;
    if (missing.length > 0) {
      errors.focus();
      return;
    }
    const text = formToml();
    const who = document.getElementById("Review-who").value.trim();
    const nameInFile = who.normalize("NFD").replace(/[^A-Za-z0-9]+/g, "-").replace(/^-+|-+$/g, "") || "form";
    const name = `${data.file}-${nameInFile}-${document.getElementById("Review-date").value}.toml`;
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: "application/toml" }));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
    document.getElementById("Review-name").textContent = name;
    savedText.value = text;
    saved.hidden = false;
    saved.focus();
  });
})();
