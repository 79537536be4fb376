"use strict";
// Filtering and sorting; without this script the page is complete, and shows everything.
(() => {
  const overview = document.querySelector("table.overview");
  const tools = document.getElementById("tools");
  if (overview && tools) {
    const rows = [...overview.tBodies[0].rows];
    const columns = [...overview.tHead.rows[0].cells].map((cell) => cell.textContent);
    const status = columns.indexOf("Status");
    const sectionOf = (row) => document.getElementById(row.querySelector("a").hash.slice(1));

    const make = (name, text, control) => {
      const label = document.createElement("label");
      control.id = name;
      label.append(text, control);
      tools.append(label);
      return control;
    };
    const words = make("filter-words", "Filter", document.createElement("input"));
    words.type = "search";
    words.placeholder = "measurand, origin, words …";
    const kind = make("filter-status", "Status", document.createElement("select"));
    const kinds = [...new Set(rows.map((row) => row.cells[status].textContent))].sort();
    for (const one of ["all", ...kinds]) kind.append(new Option(one, one));
    const count = document.createElement("span");
    count.setAttribute("role", "status");
    tools.append(count);
    tools.hidden = false;

    const texts = rows.map((row) => `${row.textContent} ${sectionOf(row).textContent}`.toLocaleLowerCase());
    const apply = () => {
      const wanted = words.value.toLocaleLowerCase().split(/\s+/).filter(Boolean);
      let shown = 0;
      rows.forEach((row, place) => {
        const fits = wanted.every((word) => texts[place].includes(word))
          && (kind.value === "all" || kind.value === row.cells[status].textContent);
        row.hidden = !fits;
        sectionOf(row).hidden = !fits;
        shown += fits;
      });
      count.textContent = `${shown} of ${rows.length} shown`;
    };
    words.addEventListener("input", apply);
    kind.addEventListener("change", apply);
    apply();
  }

  // What is folded on a screen is open on paper.
  let folded = [];
  addEventListener("beforeprint", () => {
    folded = [...document.querySelectorAll("details:not([open])")];
    for (const one of folded) one.open = true;
  });
  addEventListener("afterprint", () => { for (const one of folded) one.open = false; });

  const number = (text) => {
    const found = text.replace(/,/g, "").match(/-?\d+(\.\d+)?/);
    return found ? Number(found[0]) : null;
  };
  const compare = (one, other) => {
    const [left, right] = [number(one), number(other)];
    if (left !== null && right !== null && left !== right) return left - right;
    if ((left === null) !== (right === null)) return left === null ? 1 : -1;
    return one.localeCompare(other, "en", { numeric: true });
  };
  const byText = (one, other) => one.localeCompare(other, "en", { numeric: true });
  const numeric = new Set(["Central region", "Best", "Origins", "Left out", "Read as"]);

  for (const table of document.querySelectorAll("table.sortable")) {
    const body = table.tBodies[0];
    const heads = [...table.tHead.rows[0].cells];
    heads.forEach((head, column) => {
      const title = head.textContent;
      if (title === "Evidence") return;
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = title;
      head.replaceChildren(button);
      // Browsers do not repeat buttons on every printed page, but words.
      addEventListener("beforeprint", () => { head.textContent = title; });
      addEventListener("afterprint", () => { head.replaceChildren(button); });
      button.addEventListener("click", () => {
        const up = head.getAttribute("aria-sort") !== "ascending";
        heads.forEach((other) => other.removeAttribute("aria-sort"));
        head.setAttribute("aria-sort", up ? "ascending" : "descending");
        const order = numeric.has(title) ? compare : byText;
        const text = (row) => row.cells[column].textContent.trim();
        const sorted = [...body.rows].sort((one, other) => {
          const [left, right] = [text(one), text(other)];
          if (!left || !right) return left ? -1 : right ? 1 : 0; // what says nothing comes last either way
          return (up ? 1 : -1) * order(left, right);
        });
        body.append(...sorted);
      });
    });
  }
})();
