//! The HTML report in a real browser: headless Chromium runs a script inside a copy of it and prints the page as it
//! then is. Where no Chromium is installed, the tests say so and pass.
#![allow(clippy::print_stdout, reason = "a skipped test says so")]

use super::generate::{folder, glose};
use std::fs;
use std::path::Path;
use std::process::Command;

fn chromium() -> Option<&'static str> {
    let names = ["chromium", "chromium-browser", "google-chrome"];
    let found = names.into_iter().find(|name| Command::new(name).arg("--version").output().is_ok());
    if found.is_none() {
        println!("skipped: no Chromium is installed");
    }
    found
}

/// What a script prints that runs in the page after its own; it calls `say` with each line.
fn run(browser: &str, folder: &Path, html: &str, script: &str) -> Vec<String> {
    let harness = format!(
        "<pre id=\"said\"></pre><script>const say = t => document.getElementById('said').textContent += t + '\\n';\
         window.onerror = e => say('error: ' + e);\n{script}</script></body>"
    );
    let page = folder.join("page.html");
    fs::write(&page, html.replace("</body>", &harness)).unwrap();
    let output = Command::new(browser)
        .args(["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"])
        .args(["--disable-background-networking", "--disable-component-update", "--disable-sync"])
        .arg(format!("--user-data-dir={}", folder.join("profile").display()))
        .args(["--virtual-time-budget=5000", "--dump-dom"])
        .arg(format!("file://{}", page.display()))
        .output()
        .unwrap();
    let dom = String::from_utf8_lossy(&output.stdout).into_owned();
    let said = dom.rsplit_once("<pre id=\"said\">").and_then(|(_, rest)| rest.split_once("</pre>"));
    let (said, _) =
        said.unwrap_or_else(|| panic!("no page: {dom}{}", String::from_utf8_lossy(&output.stderr)));
    said.replace("&gt;", ">").replace("&lt;", "<").replace("&amp;", "&").lines().map(str::to_owned).collect()
}

fn report(name: &str) -> (std::path::PathBuf, String) {
    let folder = folder(name);
    let arguments = ["generate", "article.fr.txt", "article.en.txt", "--format", "html", "-o", "report.html"];
    let (_, error, status) = glose(&folder, &arguments, "");
    assert_eq!(status, 0, "{error}");
    let html = fs::read_to_string(folder.join("report.html")).unwrap();
    (folder, html)
}

#[test]
fn the_report_needs_nothing_from_elsewhere() {
    let (_, html) = report("browser-alone");
    for wanted in ["src=", "href=\"http", "@import", "url("] {
        assert!(!html.contains(wanted), "{wanted}");
    }
}

#[test]
fn the_report_is_searched_sorted_and_switched() {
    let Some(browser) = chromium() else { return };
    let (folder, html) = report("browser-use");
    let script = r##"
const shown = () => [...document.querySelectorAll("#g tbody tr")].filter(r => !r.hidden);
const visible = e => e.offsetParent !== null;
const type = (id, v) => { const e = document.getElementById(id); e.value = v; e.dispatchEvent(new Event("input")); };
const all = shown().length;
say("rows " + (all > 5));
type("q", "levee FONDS mener");
say("search " + shown().map(r => r.dataset.fr).join(","));
type("q", "rien de tel");
say("none " + visible(document.getElementById("z")));
document.getElementById("q").focus();
document.getElementById("q").dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true }));
say("cleared " + (shown().length === all));
document.activeElement.blur();
document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "/", bubbles: true }));
say("slash " + (document.activeElement.id === "q"));
const key = k => document.querySelector(`#g thead button[data-k="${k}"]`);
key("fr").click();
let names = shown().map(r => r.dataset.fr);
const collator = new Intl.Collator("fr");
say("sorted " + names.every((n, i) => i === 0 || collator.compare(names[i - 1], n) <= 0));
say("aria " + key("fr").closest("th").getAttribute("aria-sort"));
key("fr").click();
say("aria " + key("fr").closest("th").getAttribute("aria-sort"));
key("freq").click();
const counts = shown().map(r => Number(r.dataset.freq));
say("counts " + counts.every((n, i) => i === 0 || counts[i - 1] >= n));
const domains = document.getElementById("d");
type("d", [...domains.options].map(o => o.value).find(v => v === "venture-capital"));
say("domain " + (shown().length > 0 && shown().every(r => r.dataset.domain.split(",").includes("venture-capital"))));
type("d", "");
say("language " + document.documentElement.lang);
document.getElementById("l").click();
say("language " + document.documentElement.lang + " " + document.getElementById("l").textContent);
const said = [...document.querySelectorAll("thead [data-l]")].filter(visible).every(e => e.lang === "fr");
say("one language " + said);
const before = getComputedStyle(document.body).backgroundColor;
document.getElementById("t").click();
say("theme " + (getComputedStyle(document.body).backgroundColor !== before));
const marks = [...document.querySelectorAll(".context")].filter(c => c.querySelector("p[lang=fr] mark"));
say("marked " + (marks.length === all) + " " + (document.querySelectorAll("p.tr mark").length > 3));
say("wide " + (document.documentElement.scrollWidth <= innerWidth));
"##;
    let said = run(browser, &folder, &html, script);
    let expected = [
        "rows true",
        "search mener une levée de fonds",
        "none true",
        "cleared true",
        "slash true",
        "sorted true",
        "aria ascending",
        "aria descending",
        "counts true",
        "domain true",
        "language en",
        "language fr English",
        "one language true",
        "theme true",
        "marked true true",
        "wide true",
    ];
    assert_eq!(said, expected);
}

/// The findings of a check as a page.
fn findings(name: &str) -> (std::path::PathBuf, String) {
    let folder = folder(name);
    fs::write(folder.join("a.fr.txt"), "La hausse atteint 3,5 %.\nIl reste 120 places.\n").unwrap();
    fs::write(folder.join("a.en.txt"), "The rise comes to 3,5%.\nThere are 210 places left.\n").unwrap();
    let arguments = ["check", "a.fr.txt", "a.en.txt", "-o", "findings.html", "--exit-zero"];
    let (_, error, status) = glose(&folder, &arguments, "");
    assert_eq!(status, 0, "{error}");
    let html = fs::read_to_string(folder.join("findings.html")).unwrap();
    (folder, html)
}

#[test]
fn the_findings_are_filtered_by_rule_severity_and_text() {
    let Some(browser) = chromium() else { return };
    let (folder, html) = findings("browser-findings");
    for wanted in ["src=", "href=\"http", "@import", "url("] {
        assert!(!html.contains(wanted), "{wanted}");
    }
    let script = r#"
const shown = () => [...document.querySelectorAll("article")].filter(a => a.offsetParent !== null).map(a => a.dataset.rule);
const set = (id, v) => { const e = document.getElementById(id); e.value = v; e.dispatchEvent(new Event("input", { bubbles: true })); };
const before = document.getElementById("count").textContent;
say(shown().join(" "));
set("severity", "error"); say("errors " + shown().join(" ") + " " + document.getElementById("count").textContent);
set("severity", ""); set("rule", "NUM001"); say("rule " + shown().join(" "));
set("rule", ""); set("text", "RISE"); say("text " + shown().join(" "));
set("text", ""); set("file", "a.en.txt"); say("file " + shown().length);
set("file", ""); say("whole " + (before === document.getElementById("count").textContent));
"#;
    assert_eq!(
        run(browser, &folder, &html, script),
        ["NUM003 NUM001", "errors NUM001 1 / 2", "rule NUM001", "text NUM003", "file 2", "whole true",]
    );
}

/// The rules of axe-core, where its script is at hand: `npm install axe-core` in the folder that the variable names.
#[test]
fn the_report_is_accessible() {
    let Some(browser) = chromium() else { return };
    let Some(axe) = option_env!("GLOSE_AXE").and_then(|path| fs::read_to_string(path).ok()) else {
        println!("skipped: GLOSE_AXE did not name axe.min.js when the tests were built");
        return;
    };
    let (folder, html) = report("browser-axe");
    for theme in ["light", "dark"] {
        let script = format!(
            "document.documentElement.dataset.theme = '{theme}';\n{axe}\n\
             axe.run(document, {{ resultTypes: ['violations'] }}).then(r => {{\
               r.violations.forEach(v => say(v.id + ': ' + v.help + ' ' + v.nodes.slice(0, 3).map(n => n.html).join(' ')));\
               say('done'); }});"
        );
        let script = script.replace("</script", "<\\/script");
        assert_eq!(run(browser, &folder, &html, &script), ["done"], "{theme}");
    }
}

#[test]
fn pointing_at_a_word_shows_its_links() {
    let Some(browser) = chromium() else { return };
    let folder = folder("browser-alignment");
    fs::write(folder.join("a.txt"), "Le chat noir dort.\nIl pleut <fort>.\n").unwrap();
    fs::write(folder.join("b.txt"), "The black cat sleeps.\nIt rains <hard>.\n").unwrap();
    let arguments = ["align", "--pre-segmented", "a.txt", "b.txt", "-o", "pairs.html"];
    let (_, error, status) = glose(&folder, &arguments, "");
    assert_eq!(status, 0, "{error}");
    let html = fs::read_to_string(folder.join("pairs.html")).unwrap();
    let script = r#"
const word = t => [...document.querySelectorAll("td[data-s] i")].find(w => w.textContent === t);
const lit = () => [...document.querySelectorAll("i.on")].map(w => w.textContent).join(" ");
const over = e => e.dispatchEvent(new MouseEvent("mouseover", { bubbles: true }));
say("rows " + document.querySelectorAll("tbody tr").length);
say("beside " + (word("Le").getBoundingClientRect().right < word("The").getBoundingClientRect().left));
over(word("noir"));
say("over " + lit());
const color = getComputedStyle(word("black")).backgroundColor;
say("seen " + (color !== getComputedStyle(word("cat")).backgroundColor));
over(word("cat"));
say("other side " + lit());
document.getElementById("table").dispatchEvent(new MouseEvent("mouseleave"));
say("left [" + lit() + "]");
const cell = document.querySelector("td[data-s]");
const press = key => cell.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
press("ArrowRight"); press("ArrowRight");
say("keys " + lit() + ": " + document.getElementById("now").textContent);
document.getElementById("only").click();
say("doubtful " + [...document.querySelectorAll("tbody tr")].filter(r => r.offsetParent && r.className !== "doubtful").length);
"#;
    let said = run(browser, &folder, &html, script);
    let expected = [
        "rows 2",
        "beside true",
        "over noir black",
        "seen true",
        "other side chat cat",
        "left []",
        "keys chat cat: chat → cat",
        "doubtful 0",
    ];
    assert_eq!(said, expected);
    for elsewhere in ["src=", "href=\"http", "@import", "url("] {
        assert!(!html.contains(elsewhere), "{elsewhere}");
    }
}
