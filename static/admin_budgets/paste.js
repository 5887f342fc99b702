// Rows copied in Excel, pasted into a cell of the entry grid: they fill it and what is to its right and below, adding
// rows as needed. What a cell does not take is left out and told, with its row and column; all of it can be undone.
"use strict";
{
  const ROW = "tr.form-row:not(.empty-form)";
  const CONTROL = "select, textarea, input:not([type=hidden])";
  const YES = new Set(["是", "1", "√", "✓", "true", "yes"]);
  const NO = new Set(["", "否", "0", "×", "false", "no"]);
  const AMOUNT = /^[+-]?(\d[\d,]*(\.\d*)?|\.\d+)(万元|元)?$/;

  const quoted = (text) => (text.trim() ? `“${text.trim().slice(0, 40)}”` : "");
  const plain = (text) => text.normalize("NFKC").replace(/\s+/g, " ").trim();

  // The cells of a copied range: tabs between columns, a cell of several lines in quotes.
  const rangeOf = (text) => {
    const rows = [[]];
    const cell = /"((?:[^"]|"")*)"(?=\t|\r?\n|$)|([^\t\r\n]*)/y;
    let at = 0;
    while (at <= text.length) {
      cell.lastIndex = at;
      const [all, quoted, bare] = cell.exec(text);
      rows.at(-1).push(quoted === undefined ? bare : quoted.replaceAll('""', '"'));
      at += all.length;
      if (at >= text.length) break;
      if (text[at] !== "\t") rows.push([]);
      at += text.startsWith("\r\n", at) ? 2 : 1;
    }
    if (rows.length > 1 && rows.at(-1).join("") === "") rows.pop();
    return rows;
  };

  const controlsOf = (row) => [...row.querySelectorAll("td:not(.delete)")]
    .map((cell) => cell.querySelector(CONTROL)).filter((control) => control && !control.matches(":disabled"));
  const labelOf = (control) => control.closest("td").dataset.label ?? "";
  const rowsOf = (group) => [...group.querySelectorAll(ROW)];
  const deleted = (row) => Boolean(row.querySelector("td.delete input:checked"));

  // The one option that is meant by its value, its words, the code or the name in them, or the end of a path.
  const optionOf = (select, typed) => {
    const options = [...select.options];
    const ways = [
      (option) => option.value,
      (option) => plain(option.text),
      (option) => plain(option.text).split(" ")[0],
      (option) => plain(option.text).split(" ").slice(1).join(" "),
      (option) => plain(option.text).split(/[-·>/:]|—+/).at(-1).trim(),
      (option) => plain(option.text).replace(/\(.*\)$/, ""),
    ];
    for (const way of ways) {
      const found = options.filter((option) => option.value && way(option) === typed);
      if (found.length === 1) return found[0];
      if (found.length > 1) return null;
    }
    return null;
  };

  // Why a control does not take a text; nothing where it was set.
  const take = (control, text) => {
    const typed = plain(text);
    if (control.matches("select")) {
      const option = typed ? optionOf(control, typed) : [...control.options].find(({ value }) => !value);
      if (!option) return typed ? "清单中没有，或不止一个" : "这里不能空着";
      control.value = option.value;
      return "";
    }
    if (control.type === "checkbox") {
      if (!YES.has(typed.toLowerCase()) && !NO.has(typed.toLowerCase())) return "这里只能填是或否";
      control.checked = YES.has(typed.toLowerCase());
      return "";
    }
    if (control.matches(".money") && typed && !AMOUNT.test(typed.replaceAll(" ", ""))) return "不是金额";
    if (control.maxLength > 0 && text.trim().length > control.maxLength) return `超过 ${control.maxLength} 字`;
    const before = control.value;
    control.value = valueFor(control, typed, text);
    if (!typed || control.value) return "";
    control.value = before;
    return control.type === "date" ? "不是日期" : "不是数字";
  };

  const valueFor = (control, typed, text) => {
    if (control.type === "date") return isoDate(typed);
    if (control.type === "number") return typed.replaceAll(",", "");
    return control.matches("textarea") ? text : text.replace(/\s*\n\s*/g, " ").trim();
  };

  const isoDate = (typed) => {
    const found = typed.match(/^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/);
    return found ? [found[1], found[2].padStart(2, "0"), found[3].padStart(2, "0")].join("-") : "";
  };

  const stateOf = (control) => (control.type === "checkbox" ? control.checked : control.value);
  const restore = (control, state) => {
    if (control.type === "checkbox") control.checked = state;
    else control.value = state;
    tell(control);
  };
  const tell = (control) => {
    control.dispatchEvent(new Event("input", { bubbles: true }));
    control.dispatchEvent(new Event("change", { bubbles: true }));
  };

  const unmark = (control) => {
    const note = control.closest("td")?.querySelector(".paste-note");
    if (!note) return;
    note.remove();
    control.removeAttribute("aria-invalid");
    control.removeAttribute("aria-describedby");
  };
  let notes = 0;
  const mark = (control, text, why) => {
    unmark(control);
    const note = document.createElement("p");
    note.className = "paste-note";
    note.id = `paste-note-${(notes += 1)}`;
    note.textContent = `没有填${quoted(text)}：${why}`;
    control.setAttribute("aria-invalid", "true");
    control.setAttribute("aria-describedby", note.id);
    control.closest("td").append(note);
  };

  const addRow = (group) => {
    const before = rowsOf(group).length;
    group.querySelector("tr.add-row a, .add-row a")?.click();
    const rows = rowsOf(group);
    return rows.length > before ? rows.at(-1) : null;
  };

  let last = null; // what the last paste changed: {group, changed: [control, state][], added: rows}

  const fill = (group, start, range) => {
    const first = controlsOf(start.closest(ROW)).indexOf(start);
    const rows = rowsOf(group);
    const below = rows.slice(rows.indexOf(start.closest(ROW))).filter((row) => !deleted(row));
    const done = { group, changed: [], added: [], refused: [], extra: 0, over: 0 };
    for (const [place, texts] of range.entries()) {
      let row = below[place];
      if (!row) {
        row = addRow(group);
        if (!row) {
          done.over = range.length - place;
          break;
        }
        done.added.push(row);
      }
      fillRow(group, controlsOf(row).slice(first), texts, done);
    }
    return done;
  };

  const fillRow = (group, controls, texts, done) => {
    done.extra = Math.max(done.extra, texts.length - controls.length);
    for (const [place, control] of controls.slice(0, texts.length).entries()) {
      const before = stateOf(control);
      const why = take(control, texts[place]);
      if (why) {
        const number = rowsOf(group).indexOf(control.closest(ROW)) + 1;
        done.refused.push(`第 ${number} 行“${labelOf(control)}”：${quoted(texts[place])}${why}`);
        mark(control, texts[place], why);
      } else {
        unmark(control);
        done.changed.push([control, before]);
        tell(control);
      }
    }
  };

  const boxOf = (group) => {
    let box = group.querySelector(".pasted");
    if (!box) {
      box = document.createElement("div");
      box.className = "pasted";
      box.setAttribute("role", "status");
      group.querySelector(".rows").before(box);
    }
    box.replaceChildren();
    return box;
  };

  const line = (name, text) => Object.assign(document.createElement(name), { textContent: text });

  const report = (done, count) => {
    const box = boxOf(done.group);
    const more = done.added.length ? `，新增 ${done.added.length} 行` : "";
    const told = [`粘贴了 ${count} 行${more}。`];
    if (done.refused.length) told.push(`${done.refused.length} 个值没有填，请改正：`);
    box.append(line("p", told.join("")));
    if (done.refused.length) {
      const list = document.createElement("ul");
      list.append(...done.refused.slice(0, 20).map((words) => line("li", words)));
      if (done.refused.length > 20) list.append(line("li", `还有 ${done.refused.length - 20} 个，都标在格中`));
      box.append(list);
    }
    if (done.extra > 0) box.append(line("p", `右边多出的 ${done.extra} 列没有粘贴。`));
    if (done.over) box.append(line("p", `本部分的行数已满，还有 ${done.over} 行没有粘贴：请用导入。`));
    const undo = line("button", "撤销粘贴");
    undo.type = "button";
    undo.className = "button";
    undo.addEventListener("click", takeBack);
    box.append(undo);
  };

  const takeBack = () => {
    if (!last) return;
    const { group, changed, added } = last;
    last = null;
    for (const [control, state] of changed.reverse()) restore(control, state);
    for (const note of group.querySelectorAll(".paste-note")) unmark(note.closest("td").querySelector(CONTROL));
    for (const row of added.reverse()) row.querySelector("a.inline-deletelink")?.click();
    boxOf(group).append(line("p", "已撤销粘贴。"));
    const start = changed.at(-1)?.[0];
    if (start?.isConnected) start.focus();
  };

  // A first row that only repeats the headings of the columns.
  const isHeading = (texts, controls) => texts.some((text) => plain(text))
    && texts.every((text, place) => !plain(text) || (controls[place] && plain(text) === plain(labelOf(controls[place]))));

  const startOf = (event) => {
    const control = event.target.closest?.(CONTROL) ?? document.activeElement;
    return control?.matches?.(CONTROL) && control.closest(`.inline-group.entry ${ROW}`) ? control : null;
  };

  document.addEventListener("paste", (event) => {
    const start = startOf(event);
    const text = event.clipboardData?.getData("text/plain") ?? "";
    if (!start || start.matches(":disabled") || start.closest("td.delete") || !text) return;
    const lines = text.replace(/\r?\n$/, "");
    const several = start.matches("textarea") ? lines.includes("\t") : /[\t\n]/.test(lines);
    if (!several && !start.matches("select")) return;
    event.preventDefault();
    const group = start.closest(".inline-group.entry");
    const controls = controlsOf(start.closest(ROW));
    const range = rangeOf(text);
    if (range.length > 1 && isHeading(range[0], controls.slice(controls.indexOf(start)))) range.shift();
    last = fill(group, start, range);
    report(last, range.length - last.over);
    start.focus();
  });

  document.addEventListener("input", ({ target, isTrusted }) => {
    if (isTrusted && target.matches?.(CONTROL)) unmark(target);
  });
  document.addEventListener("change", ({ target, isTrusted }) => {
    if (isTrusted && target.matches?.(CONTROL)) unmark(target);
  });
}
