/* Tables of News Profiles sort in JupyterLab by a click, or Enter, on a heading. Own work for this project, MIT.
   It goes into a notebook that is run by hand only; pages of reports have no script. */
(() => {
  if (window.newsProfilesSorting) return;
  window.newsProfilesSorting = true;
  const heading = "table.np-table > thead th";
  const style = document.createElement("style");
  style.textContent = `${heading} { cursor: pointer; }
    ${heading}[aria-sort=ascending]::after { content: " ▲"; } ${heading}[aria-sort=descending]::after { content: " ▼"; }`;
  document.head.append(style);
  const key = (row, column) => {
    const text = row.cells[column].textContent.trim();
    const number = Number(text.replace(/[,%\s]/g, "").replace("−", "-").replace(/^[<>]/, ""));
    return text === "–" || text === "" ? null : Number.isNaN(number) ? text : number;
  };
  const order = (a, b) =>
    typeof a === "number" && typeof b === "number" ? a - b
      : String(a).localeCompare(String(b), undefined, { numeric: true });
  const sort = (cell) => {
    const body = cell.closest("table").tBodies[0];
    const column = cell.cellIndex;
    const down = cell.getAttribute("aria-sort") === "ascending";
    const rows = [...body.rows].map((row) => [key(row, column), row]);
    rows.sort(([a], [b]) => (a === null || b === null ? (a === null) - (b === null) : (down ? -1 : 1) * order(a, b)));
    for (const other of cell.parentElement.cells) other.removeAttribute("aria-sort");
    cell.setAttribute("aria-sort", down ? "descending" : "ascending");
    body.append(...rows.map(([, row]) => row));
  };
  const ready = () => {
    for (const cell of document.querySelectorAll(`${heading}:not([tabindex])`)) {
      cell.tabIndex = 0;
      cell.title = "Sort the rows shown";
    }
  };
  document.addEventListener("click", (event) => {
    const cell = event.target.closest?.(heading);
    if (cell) sort(cell);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target.matches?.(heading)) {
      event.preventDefault();
      event.stopPropagation();
      sort(event.target);
    }
  }, true);
  new MutationObserver(ready).observe(document.body, { childList: true, subtree: true });
  ready();
})();
