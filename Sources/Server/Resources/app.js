// The upload page: drop, paste, choose, photograph, or give a link; the answer is drawn as bars.
const $ = (id) => document.getElementById(id);
document.documentElement.classList.add("scripted");
for (const element of document.querySelectorAll(".needs-script")) element.hidden = false;

let current = 0; // only the newest question may show its answer

function show(text, isProblem = false) {
  $("answer").hidden = false;
  $("status").textContent = text;
  $("status").classList.toggle("problem", isProblem);
}

function preview(source) {
  const image = $("preview");
  if (image.src.startsWith("blob:")) URL.revokeObjectURL(image.src);
  image.hidden = !source;
  if (source) image.src = source;
}

function draw(predictions) {
  $("bars").replaceChildren(...predictions.slice(0, 10).map(([label, probability]) => {
    const percent = (probability * 100).toFixed(1) + " %";
    const row = document.createElement("li");
    const name = Object.assign(document.createElement("span"), { className: "label", textContent: label });
    const meter = Object.assign(document.createElement("meter"), { min: 0, max: 1, value: probability });
    meter.setAttribute("aria-label", `${label} ${percent}`);
    const number = Object.assign(document.createElement("span"), { className: "percent", textContent: percent });
    row.append(name, meter, number);
    return row;
  }));
}

async function ask(address, options, source) {
  const mine = ++current;
  preview(source);
  $("bars").replaceChildren();
  show("Looking…");
  try {
    const url = new URL(address, location.href);
    if ($("model").value) url.searchParams.set("model", $("model").value);
    const response = await fetch(url, { ...options, headers: { Accept: "application/json", ...options.headers } });
    const answer = await response.json();
    if (mine !== current) return;
    if (!response.ok) return show(answer.detail ?? response.statusText, true);
    const [label, probability] = answer.predictions[0];
    show(`${label}: ${(probability * 100).toFixed(1)} %`);
    draw(answer.predictions);
  } catch {
    if (mine === current) show("The server does not answer. Try again in a moment.", true);
  }
}

function askFile(file) {
  if (!file) return;
  ask("/classify", { method: "POST", body: file, headers: { "Content-Type": file.type || "application/octet-stream" } },
    URL.createObjectURL(file));
}

for (const id of ["file", "camera"]) {
  $(id).addEventListener("change", (event) => { askFile(event.target.files[0]); event.target.value = ""; });
}
$("upload").addEventListener("submit", (event) => event.preventDefault());
$("link").addEventListener("submit", (event) => {
  event.preventDefault();
  ask("/classify-url?url=" + encodeURIComponent($("url").value), {}, null);
});
addEventListener("paste", (event) => {
  const file = [...event.clipboardData.files].find((item) => item.type.startsWith("image/"));
  if (file) { event.preventDefault(); askFile(file); }
});
for (const name of ["dragenter", "dragover"]) {
  addEventListener(name, (event) => { event.preventDefault(); $("drop").classList.add("over"); });
}
for (const name of ["dragleave", "drop"]) addEventListener(name, () => $("drop").classList.remove("over"));
addEventListener("drop", (event) => { event.preventDefault(); askFile(event.dataTransfer.files[0]); });

const models = await fetch("/models").then((response) => response.json()).catch(() => ({ models: [] }));
if (models.models.length > 1) {
  $("model").replaceChildren(...models.models.map(({ name }) => new Option(name, name)));
  $("model-choice").hidden = false;
}
