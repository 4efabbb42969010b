"use strict";
(() => {
  const table = document.getElementById("Agencies");
  const told = document.getElementById("Agencies-sorted");
  const body = table.tBodies[0];
  const heads = [...table.tHead.rows[0].cells];
  const words = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

  const text = (row, at) => row.cells[at].textContent;
  const rank = (row, at) => Number(row.cells[at].dataset.rank);

  const sort = (head, at) => {
    const byText = head.dataset.sort === "text";
    // What is most pressing comes first at the first press; names begin with A.
    const first = byText ? "ascending" : "descending";
    const other = byText ? "descending" : "ascending";
    const order = head.getAttribute("aria-sort") === first ? other : first;
    const turn = order === "ascending" ? 1 : -1;
    const compare = byText
      ? (one, two) => turn * words.compare(text(one, at), text(two, at))
      : (one, two) => turn * (rank(one, at) - rank(two, at)) || words.compare(text(one, 0), text(two, 0));
    body.append(...[...body.rows].sort(compare));
    for (const each of heads) each.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", order);
    told.textContent = `Sorted by ${head.textContent}, ${order}`;
  };

  heads.forEach((head, at) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    button.addEventListener("click", () => sort(head, at));
    head.append(button);
  });
})();
