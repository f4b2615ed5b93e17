/// What the page offers beside its content if scripts run: a field that filters long tables, and open parts in print.
enum HTMLScript {
    static let text: StaticString = """
        "use strict";
        for (const table of document.querySelectorAll("table.filtered")) {
          const rows = [...table.tBodies[0].rows];
          if (rows.length < 8) continue;
          const label = document.createElement("label");
          const field = document.createElement("input");
          const state = document.createElement("output");
          label.className = "filter";
          label.append("Filter this table ", field, state);
          field.type = "search";
          field.autocomplete = "off";
          field.addEventListener("input", () => {
            const wanted = field.value.trim().toLowerCase();
            let shown = 0;
            for (const row of rows) {
              row.hidden = wanted !== "" && !row.textContent.toLowerCase().includes(wanted);
              if (!row.hidden) shown += 1;
            }
            state.textContent = wanted === "" ? "" : " " + shown + " of " + rows.length + " rows";
          });
          (table.closest(".scroll") || table).before(label);
        }
        addEventListener("beforeprint", () => {
          for (const part of document.querySelectorAll("details")) part.open = true;
        });

        """
}
