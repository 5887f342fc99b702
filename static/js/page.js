// On the page of a document: marks the current place in the contents, and leads back from a cell to the text.
"use strict";
(() => {
  const links = new Map();
  for (const link of document.querySelectorAll(".contents a")) links.set(link.hash.slice(1), link);
  const headings = [...links.keys()].map((id) => document.getElementById(decodeURIComponent(id))).filter(Boolean);

  let current = null;
  const mark = () => {
    const limit = 120; // pixels: a heading that was jumped to is the place, not the next one
    const passed = headings.filter((heading) => heading.getBoundingClientRect().top < limit);
    const link = links.get((passed.at(-1) || headings[0])?.id);
    if (!link || link === current) return;
    current?.removeAttribute("aria-current");
    link.setAttribute("aria-current", "true");
    current = link;
    const box = link.closest(".contents");
    if (box.scrollHeight > box.clientHeight) box.scrollTop = link.offsetTop - box.clientHeight / 2;
  };
  let waiting = false;
  const soon = () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => { waiting = false; mark(); });
  };
  addEventListener("scroll", soon, { passive: true });
  mark();

  const bar = document.querySelector(".contents-bar");
  bar?.addEventListener("click", (event) => { if (event.target.closest("a")) bar.open = false; });

  let back = null;
  const lead = (figure) => {
    back?.remove();
    back = document.createElement("button");
    back.type = "button";
    back.className = "back";
    back.textContent = "返回原文";
    back.addEventListener("click", () => {
      back.remove();
      history.replaceState(null, "", location.pathname + location.search);
      figure.scrollIntoView({ block: "center" });
      figure.focus({ preventScroll: true });
    });
    document.body.append(back);
  };
  document.addEventListener("click", (event) => {
    const figure = event.target.closest("a.figure");
    if (figure) lead(figure);
  });
})();
