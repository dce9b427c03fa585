// Highlights: a sentence of the summary and the sentences that it was written from.

const calm = matchMedia("(prefers-reduced-motion: reduce)");
let pinned = null;

const evidenceOf = (line) => line.dataset.evidence.split(" ").map((index) => byId("p" + index));
const linesOf = (source) =>
  [...document.querySelectorAll("a.line")].filter((line) => evidenceOf(line).includes(source));

function clear() {
  for (const lit of document.querySelectorAll(".on")) lit.classList.remove("on");
  document.querySelector(".columns")?.classList.remove("lit");
  const peek = byId("peek");
  if (peek) peek.hidden = true;
}

function light(lines, sources) {
  clear();
  for (const part of [...lines, ...sources]) part.classList.add("on");
  for (const source of sources) {
    document.querySelector(`[data-bar="${source.id.slice(1)}"]`)?.classList.add("on");
  }
  document.querySelector(".columns").classList.add("lit");
}

function inSight(part) {
  const box = part.getBoundingClientRect();
  return box.bottom > 0 && box.top < innerHeight;
}

// What lies out of sight is quoted beside the summary.
function quote(sources) {
  const peek = byId("peek");
  if (sources.some(inSight)) return;
  peek.querySelector(".peek-text").textContent = sources.map((part) => part.textContent).join(" … ");
  peek.hidden = false;
}

// A quotation at the foot of a small screen must not lie over the sentence it belongs to.
function uncover(line) {
  const covered = line.getBoundingClientRect().bottom - byId("peek").getBoundingClientRect().top;
  if (!byId("peek").hidden && covered > 0) scrollBy(0, covered + 16);
}

function show(line) {
  const sources = evidenceOf(line);
  light([line], sources);
  return sources;
}

function restore() {
  if (pinned?.isConnected) quote(show(pinned));
  else clear();
}

function bring(part) {
  part.scrollIntoView({ block: "center", behavior: calm.matches ? "auto" : "smooth" });
}

function pin(line) {
  pinned = line;
  return show(line);
}

function release() {
  pinned = null;
  clear();
}

document.addEventListener("pointerover", (event) => {
  if (event.pointerType === "touch") return;
  const line = event.target.closest?.("a.line");
  const source = event.target.closest?.(".src");
  if (line) quote(show(line));
  else if (source) light(linesOf(source), [source]);
});

document.addEventListener("pointerout", (event) => {
  if (event.pointerType !== "touch" && event.target.closest?.("a.line, .src")) restore();
});

document.addEventListener("focusin", (event) => {
  const line = event.target.closest?.("a.line");
  if (!line || !line.matches(":focus-visible")) return;
  const sources = pin(line);
  if (!sources.some(inSight)) bring(sources[0]);
});

document.addEventListener("click", (event) => {
  const target = event.target;
  const line = target.closest?.("a.line");
  const jump = target.closest?.(".ref a, a.jump");
  if (line) {
    event.preventDefault();
    if (getSelection()?.type === "Range") return;
    const sources = pin(line);
    if (event.pointerType === "touch") {
      quote(sources);
      uncover(line);
    } else bring(sources[0]);
  } else if (jump) {
    event.preventDefault();
    const goal = byId(jump.hash.slice(1));
    bring(goal);
    if (goal.matches("a.line")) goal.focus({ preventScroll: true });
    else light(linesOf(goal), [goal]);
  } else if (target.closest?.(".src")) {
    pin(linesOf(target.closest(".src"))[0]);
  } else if (target.closest?.(".peek-go")) {
    bring(evidenceOf(pinned ?? document.querySelector("a.line.on"))[0]);
    byId("peek").hidden = true;
  } else if (target.closest?.(".copy")) {
    copy(target.closest(".ours"));
  } else if (!target.closest?.(".peek")) {
    release();
  }
});

const STEPS = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 };

document.addEventListener("keydown", (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey) return;
  if (event.key === "Escape") return release();
  const line = event.target.closest?.("a.line");
  if (!line) return;
  const lines = [...document.querySelectorAll("a.line")];
  const goals = { Home: lines[0], End: lines.at(-1) };
  const goal = goals[event.key] ?? lines[lines.indexOf(line) + (STEPS[event.key] ?? NaN)];
  if (event.key in STEPS || event.key in goals) event.preventDefault();
  goal?.focus();
});

function copy(card) {
  const text = [...card.querySelectorAll(".line")].map((line) => line.textContent).join(" ");
  const said = card.querySelector(".copied");
  navigator.clipboard?.writeText(text).then(
    () => (said.textContent = "Скопировано"),
    () => (said.textContent = "Не вышло: выделите текст"),
  );
}
