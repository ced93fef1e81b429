
"use strict";
(() => {
  const root = document.documentElement;
  const frame = document.getElementById("picture");
  const svg = frame.querySelector("svg");
  const search = document.getElementById("search");
  const broken = document.getElementById("only");
  const status = document.getElementById("status");
  const nodes = [...svg.querySelectorAll(".node")];
  const lines = [...svg.querySelectorAll(".line[data-from]")];
  const marks = [...svg.querySelectorAll(".mark")];
  const rows = [...document.querySelectorAll("tbody tr")];
  const byId = new Map(nodes.map(node => [node.dataset.id, node]));

  // What each thing says, to be searched.
  const said = new Map();
  const folded = text => text.toLowerCase();
  for (const one of [...nodes, ...lines, ...rows]) {
    const own = [one.dataset.id ?? "", one.textContent, one.querySelector("title")?.textContent ?? ""];
    said.set(one, folded(own.join("\n")));
  }

  // Choosing: a card with all that it calls and that calls it.
  let chosen = null;

  const isBad = line => !line.classList.contains("ok");
  const words = () => folded(search.value).split(/\s+/).filter(Boolean);
  const matches = (one, all) => all.every(word => said.get(one).includes(word));

  function show() {
    const all = words();
    const isLimited = all.length > 0 || broken.checked || chosen !== null;
    const litNodes = new Set();
    const litLines = new Set();
    let found = 0;
    if (chosen !== null) {
      litNodes.add(chosen);
      for (const line of lines) {
        const { from, to } = line.dataset;
        if (from !== chosen && to !== chosen) continue;
        litLines.add(line);
        litNodes.add(from).add(to);
      }
    } else {
      const hits = new Set(nodes.filter(node => matches(node, all)).map(node => node.dataset.id));
      for (const line of lines) {
        const { from, to } = line.dataset;
        const isHit = all.length === 0 || matches(line, all) || hits.has(from) || hits.has(to);
        if (!isHit || (broken.checked && !isBad(line))) continue;
        litLines.add(line);
        if (broken.checked || matches(line, all)) litNodes.add(from).add(to);
      }
      for (const id of hits)
        if (!broken.checked || byId.get(id).querySelector(".fault")) litNodes.add(id);
      found = all.length > 0 ? hits.size : litLines.size;
    }
    for (const node of nodes) {
      const { id } = node.dataset;
      node.classList.toggle("dim", isLimited && !litNodes.has(id));
      node.classList.toggle("chosen", id === chosen);
      node.classList.toggle("near", chosen !== null && id !== chosen && litNodes.has(id));
      node.setAttribute("aria-pressed", String(id === chosen));
    }
    for (const line of lines) {
      line.classList.toggle("dim", isLimited && !litLines.has(line));
      line.classList.toggle("near", chosen !== null && litLines.has(line));
    }
    for (const mark of marks)
      mark.classList.toggle("dim", isLimited && !litLines.has(lines[Number(mark.dataset.line)]));
    for (const row of rows) {
      const { from, to, answer } = row.dataset;
      const isShown = (all.length === 0 || matches(row, all))
        && (!broken.checked || answer !== "works")
        && (chosen === null || from === chosen || to === chosen);
      row.hidden = !isShown;
    }
    if (chosen !== null) status.textContent = `${chosen}: ${litLines.size} connections; Escape ends it`;
    else if (all.length > 0) status.textContent = `${found} found`;
    else if (broken.checked) status.textContent = `${found} broken or unknown`;
    else status.textContent = "";
    root.dataset.found = String(found);
  }

  function choose(id) {
    chosen = id === chosen ? null : id;
    show();
  }

  for (const node of nodes) {
    node.setAttribute("tabindex", "0");
    node.setAttribute("role", "button");
    node.addEventListener("keydown", event => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      choose(node.dataset.id);
    });
  }

  // What is seen of the picture: x, y, width, height in its own unit.
  const whole = svg.getAttribute("viewBox").split(" ").map(Number);
  let view = [...whole];
  let isMoved = false;

  const scale = () => Math.min(frame.clientWidth / view[2], frame.clientHeight / view[3]);

  function look([x, y, width, height]) {
    const least = Math.min(200, whole[2]);
    const factor = Math.min(Math.max(width, least), whole[2] * 2) / width;
    view = [x, y, width * factor, height * factor];
    svg.setAttribute("viewBox", view.join(" "));
  }

  // All of it; a large one from its upper left corner, large enough to be read.
  function fit() {
    isMoved = false;
    const readable = 0.55;
    const factor = Math.min(frame.clientWidth / whole[2], frame.clientHeight / whole[3]);
    if (factor >= readable) return look(whole);
    look([0, 0, Math.min(whole[2], frame.clientWidth / readable), frame.clientHeight / readable]);
  }

  // Around a place of the frame, which stays where it is.
  function zoom(factor, left = frame.clientWidth / 2, top = frame.clientHeight / 2) {
    const [x, y, width, height] = view;
    const unit = scale();
    const dx = (left - (frame.clientWidth - width * unit) / 2) / unit;
    const dy = (top - (frame.clientHeight - height * unit) / 2) / unit;
    look([x + dx * (1 - factor), y + dy * (1 - factor), width * factor, height * factor]);
    isMoved = true;
  }

  function move(left, top) {
    const unit = scale();
    look([view[0] - left / unit, view[1] - top / unit, view[2], view[3]]);
    isMoved = true;
  }

  frame.addEventListener("wheel", event => {
    event.preventDefault();
    const box = frame.getBoundingClientRect();
    zoom(Math.exp(Math.max(-60, Math.min(60, event.deltaY)) / 300), event.clientX - box.left, event.clientY - box.top);
  }, { passive: false });

  let grip = null;
  frame.addEventListener("pointerdown", event => {
    if (event.button === 0) grip = { x: event.clientX, y: event.clientY, moved: 0, node: event.target.closest(".node") };
  });
  frame.addEventListener("pointermove", event => {
    if (grip === null) return;
    const dx = event.clientX - grip.x;
    const dy = event.clientY - grip.y;
    grip.moved += Math.abs(dx) + Math.abs(dy);
    if (grip.moved < 4) return;
    if (!frame.classList.contains("dragged")) frame.setPointerCapture(event.pointerId);
    frame.classList.add("dragged");
    move(dx, dy);
    grip.x = event.clientX;
    grip.y = event.clientY;
  });
  frame.addEventListener("pointerup", () => {
    if (grip !== null && grip.moved < 4) {
      if (grip.node !== null) choose(grip.node.dataset.id);
      else if (chosen !== null) choose(chosen);
    }
    grip = null;
    frame.classList.remove("dragged");
  });
  frame.addEventListener("pointercancel", () => {
    grip = null;
    frame.classList.remove("dragged");
  });

  frame.tabIndex = 0;
  frame.addEventListener("keydown", event => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const step = 60;
    const keys = {
      "+": () => zoom(0.8), "=": () => zoom(0.8), "-": () => zoom(1.25), "0": fit,
      ArrowLeft: () => move(step, 0), ArrowRight: () => move(-step, 0),
      ArrowUp: () => move(0, step), ArrowDown: () => move(0, -step),
    };
    if (!Object.hasOwn(keys, event.key)) return;
    event.preventDefault();
    keys[event.key]();
  });
  document.getElementById("in").addEventListener("click", () => zoom(0.8));
  document.getElementById("out").addEventListener("click", () => zoom(1.25));
  document.getElementById("fit").addEventListener("click", fit);
  document.addEventListener("keydown", event => {
    if (event.key === "Escape" && chosen !== null) choose(chosen);
    if (event.key === "/" && event.target !== search) {
      event.preventDefault();
      search.focus();
    }
  });
  search.addEventListener("input", show);
  broken.addEventListener("change", show);

  // A link may say what to show: #q=db, #broken, #node=shop/StatefulSet/db.
  function follow() {
    const asked = new URLSearchParams(location.hash.slice(1));
    search.value = asked.get("q") ?? "";
    broken.checked = asked.has("broken");
    chosen = byId.has(asked.get("node")) ? asked.get("node") : null;
    show();
  }
  addEventListener("hashchange", follow);

  document.getElementById("controls").hidden = false;
  root.classList.add("scripted");
  const size = () => {
    const factor = Math.min(1, frame.clientWidth / whole[2]);
    frame.style.setProperty("--height", `${Math.ceil(whole[3] * Math.max(factor, 0.55))}px`);
  };
  addEventListener("resize", () => {
    size();
    if (!isMoved) fit();
  });
  size();
  fit();
  follow();
  root.dataset.ready = "true";
})();
