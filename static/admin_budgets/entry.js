// Adds to the entry page, which works without it: names of codes and the other unit as one types, converting all
// amounts when the unit is switched, inserting figures into texts, going to the first mistake.
"use strict";
{
  const WAN_PLACES = 4;
  const names = new Map();
  for (const list of document.querySelectorAll("datalist")) {
    names.set(list.id, new Map([...list.options].map((option) => [option.value, option.label])));
  }

  // Moves the decimal point, in text: amounts never become floating point numbers.
  const shifted = (digits, places) => {
    const [whole, fraction = ""] = digits.split(".");
    const all = "0".repeat(20) + whole + fraction + "0".repeat(20);
    const point = 20 + whole.length + places;
    const left = all.slice(0, point).replace(/^0+(?=\d)/, "");
    const right = all.slice(point).replace(/0+$/, "");
    return right ? `${left}.${right}` : left;
  };

  const plain = (typed) => {
    const text = typed.normalize("NFKC").replace(/[\s,]/g, "");
    return /^[+-]?\d+(\.\d*)?$/.test(text) ? text : null;
  };

  const converted = (typed, places) => {
    const text = plain(typed);
    if (text === null) return null;
    const sign = text.startsWith("-") ? "-" : "";
    return sign + shifted(text.replace(/^[+-]/, ""), places);
  };

  const twoPlaces = (number) => number.replace(/^(-?\d+)(\.\d)?$/, (all, whole, tenth) => `${whole}${tenth ?? ".0"}0`);
  const grouped = (number) => number.replace(/\d+/, (whole) => whole.replace(/\B(?=(\d{3})+$)/g, ","));

  const unitField = document.querySelector('input[name="amount_unit"]');
  const inYuan = () => !unitField || unitField.value === "元";

  const echoOf = (input) => input.parentElement.querySelector("output.echo");

  const echoAmount = (input) => {
    const other = converted(input.value, inYuan() ? -WAN_PLACES : WAN_PLACES);
    const shown = other === null ? "" : inYuan() ? `${grouped(other)} 万元` : `${grouped(twoPlaces(other))} 元`;
    echoOf(input).textContent = shown;
  };

  const echoCode = (input) => {
    echoOf(input).textContent = names.get(input.getAttribute("list"))?.get(input.value.trim()) ?? "";
  };

  document.addEventListener("input", ({ target }) => {
    if (target.matches("input.money")) echoAmount(target);
    if (target.matches("input.code")) echoCode(target);
  });

  const switchTo = (unit) => {
    const places = unit === "元" ? WAN_PLACES : -WAN_PLACES;
    unitField.value = unit;
    for (const input of document.querySelectorAll("input.money")) {
      const other = converted(input.value, places);
      if (other !== null) input.value = inYuan() ? twoPlaces(other) : other;
      echoAmount(input);
    }
    for (const link of document.querySelectorAll("a[data-unit]")) {
      if (link.dataset.unit === unit) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
  };

  let lastText = null;
  document.addEventListener("focusin", ({ target }) => {
    if (target.matches("textarea")) lastText = target;
  });

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-unit]");
    if (link && unitField) {
      event.preventDefault();
      if (link.dataset.unit !== unitField.value) switchTo(link.dataset.unit);
    }
    const figure = event.target.closest("[data-insert]");
    if (figure && lastText) {
      lastText.setRangeText(figure.dataset.insert, lastText.selectionStart, lastText.selectionEnd, "end");
      lastText.focus();
    }
  });

  // What was typed and not saved is not left without asking; the preview opens elsewhere and saves nothing.
  let unsaved = Boolean(document.querySelector(".errornote"));
  document.addEventListener("input", ({ target }) => { if (target.closest("form.entry, #content-main form")) unsaved = true; });
  document.addEventListener("submit", ({ submitter }) => { if (!submitter?.formTarget) unsaved = false; });
  addEventListener("beforeunload", (event) => { if (unsaved) event.preventDefault(); });

  document.querySelector(".errornote ~ * .errorlist, .errornote ~ .errorlist")?.scrollIntoView({ block: "center" });
}
