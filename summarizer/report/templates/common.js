"use strict";

const byId = (id) => document.getElementById(id);
const plain = (text) => text.toLowerCase().replaceAll("ё", "е");
const wordsOf = (text) => plain(text).split(/\s+/).filter(Boolean);

const parsed = new Promise((done) => {
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", done);
  else done();
});

// The texts that are packed in an element at the end of the page.
async function unpack(id) {
  await parsed;
  const bytes = Uint8Array.from(atob(byId(id).textContent), (letter) => letter.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  return (await new Response(stream).text()).split("\0");
}
