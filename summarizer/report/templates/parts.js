// Search in the titles and file names of all parts.

const MOST_SHOWN = 200;
const query = byId("query");
const found = byId("found");
const hits = byId("hits");
let names = null;

// Every article: the text to search in, and where it stands.
async function load() {
  await parsed;
  const places = [...document.querySelectorAll("[data-part]")];
  const lists = await Promise.all(places.map((place) => unpack(place.id)));
  return lists.flatMap((lines, n) =>
    lines.map((line) => {
      const [anchor, title, source] = line.split("\t");
      return { text: plain(title + " " + source), href: places[n].dataset.part + anchor, title, source };
    }),
  );
}

function show({ href, title, source }) {
  const row = byId("hit").content.cloneNode(true);
  const link = row.querySelector("a");
  link.href = href;
  link.textContent = title;
  row.querySelector(".meta span").textContent = source;
  return row;
}

async function search() {
  names ??= load();
  const all = await names;
  const asked = wordsOf(query.value);
  const fit = asked.length
    ? all.filter(({ text }) => asked.every((word) => text.includes(word)))
    : [];
  hits.replaceChildren(...fit.slice(0, MOST_SHOWN).map(show));
  const more = fit.length > MOST_SHOWN ? `, показаны первые ${MOST_SHOWN}` : "";
  found.textContent = asked.length ? `Найдено: ${fit.length}${more}` : "";
  byId("rest").hidden = asked.length > 0;
}

let pause = 0;
query.addEventListener("input", () => {
  clearTimeout(pause);
  pause = setTimeout(search, 60);
});
