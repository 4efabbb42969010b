"use strict";
(() => {
  const table = document.getElementById("Agencies");
  const announcement = document.getElementById("Agencies-sorted");
  const body = table.tBodies[0];
  const headers = [...table.tHead.rows[0].cells];
  const collator = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

  const cellText = (row, column) => row.cells[column].textContent;
  const cellRank = (row, column) => Number(row.cells[column].dataset.rank);

  const sortBy = (header, column) => {
    const byText = header.dataset.sort === "text";
    // The first click puts the most urgent first; names start with A.
    const first = byText ? "ascending" : "descending";
    const other = byText ? "descending" : "ascending";
    const order = header.getAttribute("aria-sort") === first ? other : first;
    const sign = order === "ascending" ? 1 : -1;
    const compare = byText
      ? (left, right) => sign * collator.compare(cellText(left, column), cellText(right, column))
      : (left, right) => sign * (cellRank(left, column) - cellRank(right, column)) ||
          collator.compare(cellText(left, 0), cellText(right, 0));
    body.append(...[...body.rows].sort(compare));
    for (const each of headers) each.removeAttribute("aria-sort");
    header.setAttribute("aria-sort", order);
    announcement.textContent = `Sorted by ${header.textContent}, ${order}`;
  };

  headers.forEach((header, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...header.childNodes);
    button.addEventListener("click", () => sortBy(header, column));
    header.append(button);
  });
})();
