// The upload page: drop, paste, choose, photograph, or give a link; the answer is drawn as bars.
const $ = (id) => document.getElementById(id);
document.documentElement.classList.add("scripted");
for (const element of document.querySelectorAll(".needs-script")) element.hidden = false;

const offline = "The server does not answer. Try again in a moment.";
let current = 0; // only the newest question may show its answer
let question = null; // what was asked last: address, options of fetch, the file, the picture's source, its heat map
let takesFeedback = false;
let models = [];

const percentage = (probability) => (probability * 100).toFixed(1) + " %";

function show(text, kind = "") {
  $("answer").hidden = false;
  $("status").textContent = text;
  $("status").className = kind;
}

function preview(source) {
  $("picture").hidden = !source;
  if (source) $("preview").src = source;
  else $("preview").removeAttribute("src");
}

function draw(predictions) {
  $("bars").replaceChildren(...predictions.slice(0, 10).map(([label, probability]) => {
    const row = document.createElement("li");
    const name = Object.assign(document.createElement("span"), { className: "label", textContent: label });
    const meter = Object.assign(document.createElement("meter"), { min: 0, max: 1, value: probability });
    meter.setAttribute("aria-label", `${label} ${percentage(probability)}`);
    const number = Object.assign(document.createElement("span"), { className: "percent", textContent: percentage(probability) });
    row.append(name, meter, number);
    return row;
  }));
}

function forget() {
  if (question?.source?.startsWith("blob:")) URL.revokeObjectURL(question.source);
  $("bars").replaceChildren();
  $("thanks").textContent = "";
  $("feedback").hidden = true;
  $("why").hidden = true;
  $("why").setAttribute("aria-pressed", "false");
}

function target(address, parameters = {}) {
  const url = new URL(address, document.baseURI);
  if ($("model").value) url.searchParams.set("model", $("model").value);
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  return url;
}

// The answer of the server, or an error whose message may be shown.
async function answered(url, options) {
  const response = await fetch(url, { ...options, headers: { Accept: "application/json", ...options.headers } })
    .catch(() => { throw new Error(offline); });
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new Error(answer.detail ?? `The server answers ${response.status}.`);
  return answer;
}

async function ask(next) {
  const mine = ++current;
  forget();
  question = next;
  preview(next.source);
  show("Looking…", "busy");
  try {
    const answer = await answered(target(next.address), next.options);
    if (mine !== current) return;
    const [label, probability] = answer.predictions[0];
    if (answer.none) show(`None of these: nothing is probable enough (${label} has ${percentage(probability)}).`, "none");
    else show(`${label}: ${percentage(probability)}`, "result");
    draw(answer.predictions);
    $("why").hidden = false;
    offerFeedback(answer.predictions);
  } catch (error) {
    if (mine === current) show(error.message, "problem");
  }
}

function askFile(file) {
  if (!file) return;
  const headers = { "Content-Type": file.type || "application/octet-stream" };
  ask({ address: "classify", options: { method: "POST", body: file, headers }, file, source: URL.createObjectURL(file) });
}

// The heat map comes from a second question: most people do not ask.
async function explain() {
  const asked = question;
  const isOn = $("why").getAttribute("aria-pressed") === "true";
  if (isOn) { preview(asked.source); $("why").setAttribute("aria-pressed", "false"); return; }
  $("why").disabled = true;
  try {
    asked.heatMap ??= (await answered(target(asked.address, { heatmap: "1" }), asked.options)).heatmap;
    if (asked !== question) return;
    preview(asked.heatMap);
    $("why").setAttribute("aria-pressed", "true");
  } catch (error) {
    if (asked === question) show(error.message, "problem");
  } finally {
    $("why").disabled = false;
  }
}

function offerFeedback(predictions) {
  if (!takesFeedback || !question.file) return;
  const labels = predictions.map(([label]) => label);
  const others = [...labels.slice(1), labels[0]]; // what it was taken for is the least likely correction
  $("label").replaceChildren(...others.map((label) => new Option(label, label)));
  $("feedback").hidden = false;
}

async function sendFeedback() {
  const asked = question;
  try {
    const answer = await answered(target("feedback", { label: $("label").value }), asked.options);
    if (asked !== question) return;
    $("feedback").hidden = true;
    $("thanks").className = "";
    $("thanks").textContent = `Thank you: kept as ${answer.label}.`;
  } catch (error) {
    if (asked !== question) return;
    $("thanks").className = "problem";
    $("thanks").textContent = error.message;
  }
}

for (const id of ["file", "camera"]) {
  $(id).addEventListener("change", (event) => { askFile(event.target.files[0]); event.target.value = ""; });
}
$("upload").addEventListener("submit", (event) => event.preventDefault());
$("link").addEventListener("submit", (event) => {
  event.preventDefault();
  ask({ address: "classify-url?url=" + encodeURIComponent($("url").value), options: {} });
});
$("why").addEventListener("click", explain);
$("feedback").addEventListener("submit", (event) => { event.preventDefault(); sendFeedback(); });
addEventListener("paste", (event) => {
  const file = [...event.clipboardData.files].find((item) => item.type.startsWith("image/"));
  if (file) { event.preventDefault(); askFile(file); }
});
for (const name of ["dragenter", "dragover"]) {
  addEventListener(name, (event) => { event.preventDefault(); $("drop").classList.add("over"); });
}
addEventListener("dragleave", (event) => { if (!event.relatedTarget) $("drop").classList.remove("over"); });
addEventListener("drop", (event) => {
  event.preventDefault();
  $("drop").classList.remove("over");
  askFile(event.dataTransfer.files[0]);
});

// What it knows, so that nobody asks a bear classifier about a car.
function describe() {
  const { classes } = models.find(({ name }) => name === $("model").value) ?? models[0];
  const shown = classes.slice(0, 6).join(", ") + (classes.length > 6 ? ` and ${classes.length - 6} more` : "");
  $("classes").textContent = `It knows ${shown}.`;
  $("classes").hidden = false;
}

const served = await answered("models", {}).catch(() => ({ models: [] }));
models = served.models;
takesFeedback = served.feedback === true;
if (models.length > 1) {
  $("model").replaceChildren(...models.map(({ name }) => new Option(name, name)));
  $("model-choice").hidden = false;
  $("model").addEventListener("change", describe);
}
if (models.length) describe();
document.documentElement.dataset.ready = "yes";
