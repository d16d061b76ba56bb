//! The glossary of an article in the forms that other programs read, and its review.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

const ARTICLE: &str = "La jeune pousse a mené une levée de fonds de 300 millions de dollars. \
    Son agent conversationnel repose sur l’IA générative, et la start-up d’IA vend des puces d’IA.\n\
    Les investisseurs en capital-risque surveillent les pratiques anticoncurrentielles du géant de l’e-commerce.\n";
const TRANSLATION: &str = "The start-up led a $300 million funding round. \
    Its chatbot relies on generative AI, and the AI start-up sells AI chips.\n\
    Venture capitalists are watching the anti-competitive practices of the e-commerce giant.\n";

/// A folder for one test, empty.
pub(crate) fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("article.fr.txt"), ARTICLE).unwrap();
    fs::write(folder.join("article.en.txt"), TRANSLATION).unwrap();
    folder
}

/// Runs the program in a folder; its standard output and error, and its status.
pub(crate) fn glose(folder: &Path, arguments: &[&str], input: &str) -> (String, String, i32) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_glose"))
        .args(arguments)
        .current_dir(folder)
        .env("GLOSE_LANG", "en")
        .env("HOME", folder)
        .env("XDG_CONFIG_HOME", folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A program that does not read its input may be gone before it is written.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    let output = child.wait_with_output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (text(output.stdout), text(output.stderr), output.status.code().unwrap_or(-1))
}

fn rows(tsv: &str) -> Vec<Vec<String>> {
    tsv.lines().skip(1).map(|line| line.split('\t').map(str::to_owned).collect()).collect()
}

#[test]
fn terms_have_the_english_of_the_glossaries() {
    let folder = folder("generate-terms");
    let (tsv, _, status) = glose(&folder, &["generate", "article.fr.txt", "--format", "tsv"], "");
    assert_eq!(status, 0);
    assert!(tsv.starts_with("fr\ten\tstatus\torigin\tscore\tfrequency\tdomain\tpos\tgender\tdefinition"));
    let rows = rows(&tsv);
    let english = |term: &str| {
        let row = rows.iter().find(|row| row[0] == term);
        row.unwrap_or_else(|| panic!("{term} in {tsv}"))[1].split(" | ").next().unwrap().to_owned()
    };
    assert_eq!(english("levée de fonds"), "fundraising");
    assert_eq!(english("agent conversationnel"), "chatbot");
    assert_eq!(english("start-up d’IA"), "AI start-up");
    assert!(rows.iter().all(|row| !row[0].contains("million")), "{tsv}");
}

#[test]
fn swapped_files_and_other_languages_are_seen() {
    let folder = folder("generate-swapped");
    let arguments = ["generate", "article.en.txt", "article.fr.txt", "--format", "tsv"];
    let (swapped, _, status) = glose(&folder, &arguments, "");
    assert_eq!(status, 0);
    let arguments = ["generate", "article.fr.txt", "article.en.txt", "--format", "tsv"];
    let (straight, ..) = glose(&folder, &arguments, "");
    assert_eq!(swapped, straight);
    assert!(straight.contains("\tconfirmed\t"), "{straight}");
    let pairs = "The start-up raises funds from investors in the capital.\tLa start-up lève des fonds auprès des investisseurs de la capitale.\n\
                 The company and its chatbot are in the news.\tL’entreprise et son agent conversationnel sont dans les nouvelles.\n";
    fs::write(folder.join("pairs.tsv"), pairs).unwrap();
    let (tsv, _, status) = glose(&folder, &["generate", "pairs.tsv", "--format", "tsv"], "");
    assert_eq!(status, 0);
    assert!(tsv.contains("\nagent conversationnel\tchatbot"), "{tsv}");
    fs::write(
        folder.join("french.tsv"),
        "La société est à la une.\tElle est dans les nouvelles de la nuit.\n",
    )
    .unwrap();
    let (_, error, status) = glose(&folder, &["generate", "french.tsv"], "");
    assert_eq!(status, 2);
    assert!(error.contains("french.tsv") && error.contains("French"), "{error}");
    let (_, error, status) = glose(&folder, &["generate", "article.en.txt"], "");
    assert_eq!(status, 2);
    assert!(error.contains("article.en.txt"), "{error}");
}

/// The rules of OmegaT's reader (`martif` only; terms by the language codes of `langSet`) and of translate-toolkit's,
/// which Weblate uses (no default namespace; the first `langSet` is the source, the second the target).
#[test]
fn tbx_follows_the_rules_of_its_readers() {
    let folder = folder("generate-tbx");
    let (tbx, _, status) = glose(&folder, &["generate", "article.fr.txt", "--format", "tbx"], "");
    assert_eq!(status, 0);
    let mut reader = quick_xml::Reader::from_str(&tbx);
    let (mut path, mut languages, mut entries) = (Vec::new(), Vec::<String>::new(), 0);
    loop {
        use quick_xml::events::Event;
        match reader.read_event().unwrap() {
            Event::Start(tag) => {
                let name: String = tag.name().as_ref().to_owned();
                assert!(!name.contains(':'), "{name}");
                let attributes: Vec<(String, String)> = tag
                    .attributes()
                    .map(|a| {
                        let a = a.unwrap();
                        (a.key.as_ref().to_owned(), a.value.to_string())
                    })
                    .collect();
                match name.as_str() {
                    "martif" => {
                        assert!(path.is_empty());
                        assert!(attributes.iter().all(|(key, _)| key != "xmlns"), "{attributes:?}");
                    }
                    "termEntry" => {
                        assert_eq!(path, ["martif", "text", "body"]);
                        languages.clear();
                    }
                    "langSet" => {
                        let language = attributes.iter().find(|(key, _)| key == "xml:lang").unwrap();
                        languages.push(language.1.clone());
                    }
                    "term" => assert_eq!(path[3..], ["termEntry", "langSet", "tig"]),
                    _ => {}
                }
                path.push(name);
            }
            Event::End(tag) => {
                if tag.name().as_ref() == "termEntry" {
                    entries += 1;
                    assert_eq!(languages[0], "fr");
                    assert!(languages.len() == 1 || languages[1..] == ["en"], "{languages:?}");
                }
                path.pop();
            }
            Event::Eof => break,
            _ => {}
        }
    }
    assert!(entries > 5, "{tbx}");
}

#[test]
fn an_omegat_project_gets_a_glossary_that_it_reads() {
    let folder = folder("generate-omegat");
    fs::create_dir_all(folder.join("project/glossary")).unwrap();
    fs::write(folder.join("project/omegat.project"), "<omegat/>").unwrap();
    let arguments = ["generate", "article.fr.txt", "--format", "omegat", "-o", "project"];
    let (_, error, status) = glose(&folder, &arguments, "");
    assert_eq!(status, 0, "{error}");
    let written = fs::read_to_string(folder.join("project/glossary/glose.utf8")).unwrap();
    assert!(!written.starts_with('\u{feff}'));
    for line in written.lines().filter(|line| !line.starts_with('#')) {
        let cells = line.split('\t').count();
        assert!((2..=3).contains(&cells), "{line:?}");
    }
    assert!(written.contains("agent conversationnel\tchatbot"), "{written}");
}

#[test]
fn a_glossary_that_has_everything_leaves_nothing_new() {
    let folder = folder("generate-against");
    // The table too is read back, with the statuses of its rows.
    for old in ["old.tsv", "old.toml"] {
        let (_, error, status) = glose(&folder, &["generate", "article.fr.txt", "-o", old], "");
        assert_eq!(status, 0, "{error}");
        let (table, error, status) = glose(&folder, &["generate", "article.fr.txt", "--against", old], "");
        assert_eq!((table.as_str(), status), ("", 0), "{error}");
        assert!(error.contains("nothing new"), "{error}");
    }
    let french = ["generate", "article.fr.txt", "--against", "old.toml", "--ui-language", "fr"];
    assert!(glose(&folder, &french, "").1.contains("rien de nouveau"));
}

/// The English of a term as the translation of a text has it, and what is known of the pair.
fn rendered(folder: &Path, term: &str) -> Option<(Vec<String>, String)> {
    let make = ["generate", "article.fr.txt", "article.en.txt", "--format", "tsv"];
    let (tsv, error, status) = glose(folder, &make, "");
    assert_eq!(status, 0, "{error}");
    let row = rows(&tsv).into_iter().find(|row| row[0] == term)?;
    Some((row[1].split(" | ").map(str::to_owned).collect(), row[2].clone()))
}

#[test]
fn what_the_translation_uses_comes_first() {
    let folder = folder("generate-differs");
    fs::write(
        folder.join("article.fr.txt"),
        "La boutique d’applications ouvre demain.\nLes clients de la boutique d’applications achètent des jeux.\n",
    )
    .unwrap();
    fs::write(
        folder.join("article.en.txt"),
        "The application shop opens tomorrow.\nThe customers of the application shop buy games.\n",
    )
    .unwrap();
    let (english, status) = rendered(&folder, "boutique d’applications").expect("a row");
    assert_eq!((english[0].as_str(), status.as_str()), ("application shop", "differs"));
    assert!(english.iter().any(|term| term == "app store"), "{english:?}");
    // The user's own term stays first: the translation is what differs.
    fs::write(folder.join("own.tsv"), "fr\ten\nboutique d’applications\tapp store\n").unwrap();
    let make = ["generate", "article.fr.txt", "article.en.txt", "--format", "tsv", "-g", "own.tsv"];
    let (tsv, ..) = glose(&folder, &make, "");
    let rows = rows(&tsv);
    let row = rows.iter().find(|row| row[0] == "boutique d’applications").expect("a row");
    assert!(row[1].starts_with("app store | application shop"), "{row:?}");
}

/// Writes an article and its translation, and gives the French of its rows.
fn listed(folder: &Path, french: &str, english: &str) -> Vec<String> {
    fs::write(folder.join("article.fr.txt"), french).unwrap();
    fs::write(folder.join("article.en.txt"), english).unwrap();
    let make = ["generate", "article.fr.txt", "article.en.txt", "--format", "tsv"];
    let (tsv, error, status) = glose(folder, &make, "");
    assert_eq!(status, 0, "{error}");
    rows(&tsv).into_iter().map(|row| row[0].clone()).collect()
}

#[test]
fn the_translation_shows_which_sense_is_meant() {
    let folder = folder("generate-sense");
    listed(
        &folder,
        "Le tribunal rend une ordonnance. Le plaignant conteste l’ordonnance du tribunal.\n",
        "The court makes an order. The plaintiff challenges the order of the court.\n",
    );
    let (english, status) = rendered(&folder, "ordonnance").expect("a row");
    assert_eq!((english[0].as_str(), status.as_str()), ("order", "confirmed"));
    // Balances, not the sales in the shops.
    listed(
        &folder,
        "La banque vérifie les soldes des comptes courants.\nLe solde du compte courant est positif.\n",
        "The bank checks the balances of the current accounts.\nThe balance of the current account is positive.\n",
    );
    assert_eq!(rendered(&folder, "soldes"), None);
    assert_eq!(rendered(&folder, "solde").expect("a row").0[0], "balance");
}

#[test]
fn english_of_a_neighbour_confirms_nothing() {
    let folder = folder("generate-neighbour");
    listed(
        &folder,
        "Le certificat porte la signature des administrateurs ou dirigeants.\n\
         Les dirigeants de la société répondent de ses dettes. Les dirigeants signent.\n",
        "The certificate bears the signature of the directors or officers.\n\
         The officers of the company answer for its debts. The officers sign.\n",
    );
    let (english, _) = rendered(&folder, "dirigeant").expect("a row");
    assert_eq!(english[0], "officer");
}

#[test]
fn a_part_of_a_rendering_is_no_rendering() {
    let folder = folder("generate-half");
    listed(
        &folder,
        "Les blocages politiques retardent la réforme.\nIl faut lever le blocage politique.\n",
        "Political deadlocks are delaying the reform.\nThe political deadlock has to be broken.\n",
    );
    let (english, _) = rendered(&folder, "blocage politique").expect("a row");
    assert_eq!(english[0], "political deadlock");
    listed(
        &folder,
        "Le régime de la sécurité sociale couvre les soins. La sécurité sociale les rembourse.\n",
        "The social security system covers care. Social security reimburses it.\n",
    );
    let (english, _) = rendered(&folder, "Sécurité sociale").expect("a row");
    assert_eq!(english[0], "social security");
}

#[test]
fn a_part_of_a_longer_term_is_no_row() {
    let folder = folder("generate-part");
    let rows = listed(
        &folder,
        "La taxe sur la valeur ajoutée frappe les ménages. La réunion se tient à huis clos.\n\
         Les auteurs cèdent leurs droits d’auteur, car le droit d’auteur les protège.\n\
         La Commission agit en conformité avec les traités.\n",
        "Value added tax hits households. The meeting is held in camera.\n\
         Authors assign their copyright, as copyright protects them.\n\
         The Commission acts in accordance with the treaties.\n",
    );
    let has = |term: &str| rows.iter().any(|row| row == term);
    assert!(has("taxe sur la valeur ajoutée") && !has("valeur ajoutée"), "{rows:?}");
    assert!(has("à huis clos") && !has("huis clos"), "{rows:?}");
    // One row for both numbers, none for what only joins.
    assert_eq!(rows.iter().filter(|row| row.ends_with("d’auteur")).count(), 1, "{rows:?}");
    assert!(!has("en conformité avec"), "{rows:?}");
}

#[test]
fn a_definition_begins_with_a_capital() {
    let folder = folder("generate-capital");
    let rows = listed(
        &folder,
        "Les définitions qui suivent s’appliquent à la présente loi.\n\n\
         inspecteur Personne désignée à ce titre par le ministre. (inspector)\n\n\
         analyste La personne désignée à ce titre par le commissaire. (analyst)\n",
        "The following definitions apply in this Act.\n\n\
         inspector means a person designated as an inspector by the Minister. (inspecteur)\n\n\
         analyst means a person designated as an analyst by the Commissioner. (analyste)\n",
    );
    assert!(
        rows.iter().any(|row| row == "inspecteur") && rows.iter().any(|row| row == "analyste"),
        "{rows:?}"
    );
    assert!(!rows.iter().any(|row| row.to_lowercase().contains("personne")), "{rows:?}");
}

#[test]
fn words_belong_to_the_noun_before_them() {
    let folder = folder("generate-belongs");
    let rows = listed(
        &folder,
        "La situation politique régionale inquiète les ministres.\n\
         Les Statuts de la Société Financière Internationale l’autorisent à emprunter.\n",
        "The regional political situation worries ministers.\n\
         The Articles of Agreement of the International Finance Corporation allow it to borrow.\n",
    );
    assert!(
        !rows.iter().any(|row| row == "politique régionale" || row == "statuts de la société"),
        "{rows:?}"
    );
}

#[test]
fn names_of_code_are_no_terms() {
    let folder = folder("generate-code");
    fs::write(
        folder.join("article.fr.txt"),
        "Si layoutspec est omis, la fonction renvoie la valeur de layoutspec.\n\
         Le widget est affiché. Un widget a un style. Chaque widget est un objet. Le widget a une taille.\n",
    )
    .unwrap();
    fs::write(
        folder.join("article.en.txt"),
        "If layoutspec is omitted, the function returns the value of layoutspec.\n\
         The widget is displayed. A widget has a style. Each widget is an object. The widget has a size.\n",
    )
    .unwrap();
    assert_eq!(rendered(&folder, "layoutspec"), None);
    assert!(rendered(&folder, "widget").is_some());
    // Neither where the text explains it.
    let rows = listed(
        &folder,
        "« c_call » : une fonction C va être appelée.\n« c_return » : une fonction C est terminée.\n",
        "“c_call”: a C function is about to be called.\n“c_return”: a C function has returned.\n",
    );
    assert!(!rows.iter().any(|row| row.contains('_')), "{rows:?}");
}

#[test]
fn what_is_decided_in_a_review_stays_decided() {
    let folder = folder("generate-review");
    fs::write(folder.join("article.fr.txt"), format!("{ARTICLE}La passivation catalytique des puces est une passivation lente. La passivation catalytique protège.\n")).unwrap();
    let make = ["generate", "article.fr.txt", "--broad", "-o", "glossary.toml", "--no-builtin"];
    let (_, error, status) = glose(&folder, &make, "");
    assert_eq!(status, 0, "{error}");
    let read = || fs::read_to_string(folder.join("glossary.toml")).unwrap();
    let first = read();
    let entries = first.matches("[[concept]]").count();
    assert!(entries > 3 && first.contains("status = \"proposed\""), "{first}");
    // Accept one, edit one, reject one, put one off, leave.
    let review = ["glossary", "review", "glossary.toml"];
    let (shown, error, status) = glose(&folder, &review, "a\ne one way | another way\nr\ns\nq\n");
    assert_eq!(status, 0, "{error}");
    assert!(shown.contains(&format!("[1/{entries}]")), "{shown}");
    assert!(error.contains("1 rejected"), "{error}");
    let second = read();
    assert!(second.contains("rejected = ["), "{second}");
    assert!(second.contains("{ term = \"one way\" },\n  { term = \"another way\" },"), "{second}");
    // A new run keeps all that, and the next review goes on with the rest.
    let (_, error, _) = glose(&folder, &make, "");
    assert!(error.contains("1 rejected term left out"), "{error}");
    let third = read();
    assert!(third.contains("one way") && third.contains("rejected = ["), "{third}");
    assert_eq!(third.matches("[[concept]]").count(), entries - 1);
    let (shown, ..) = glose(&folder, &review, "q\n");
    assert!(shown.contains(&format!("[1/{}]", entries - 3)), "{shown}");
    // Undo gives the entry back.
    let (_, error, _) = glose(&folder, &review, "r\nu\nq\n");
    assert!(error.contains("1 rejected"), "{error}");
}

#[test]
fn lines_are_those_of_the_file() {
    let folder = folder("generate-lines");
    let paragraphs: String = ARTICLE.lines().map(|l| format!("<p>é à ù œ</p>\n\n<p>\n{l}\n</p>\n")).collect();
    let page = format!(
        "<!doctype html>\n<html lang=\"fr\"><meta charset=\"utf-8\">\n<body><main><h1>Levée réussie</h1>\n{paragraphs}</main></body></html>\n"
    );
    fs::write(folder.join("page.html"), &page).unwrap();
    let (json, error, status) = glose(&folder, &["generate", "page.html", "--format", "json"], "");
    assert_eq!(status, 0, "{error}");
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    let rows = json["terms"].as_array().unwrap();
    let row = rows.iter().find(|row| row["fr"] == "agent conversationnel").unwrap();
    let line = page.lines().position(|line| line.contains("agent conversationnel")).unwrap() + 1;
    assert_eq!(row["context"]["line"], line);
    // No path of this machine gets into a result.
    let path = folder.join("page.html");
    let (json, ..) = glose(&folder, &["generate", path.to_str().unwrap(), "--format", "json"], "");
    assert!(json.contains("\"page.html\"") && !json.contains(folder.to_str().unwrap()), "{json}");
}

/// People read one row a concept, programs one row a French term.
#[test]
fn an_acronym_joins_its_full_form_for_people() {
    let folder = folder("generate-concepts");
    let text = "L’intelligence artificielle (IA) progresse vite. Cette start-up vend une puce d’IA.\n";
    fs::write(folder.join("article.fr.txt"), text).unwrap();
    let (table, ..) = glose(&folder, &["generate", "article.fr.txt"], "");
    let full = table.lines().find(|line| line.starts_with("intelligence artificielle (f)"));
    assert!(full.is_some_and(|line| line.contains("(f), IA")), "{table}");
    let (tsv, ..) = glose(&folder, &["generate", "article.fr.txt", "--format", "tsv"], "");
    for term in
        ["\nIA\tAI | artificial intelligence", "\nintelligence artificielle\tartificial intelligence | AI"]
    {
        assert!(tsv.contains(term), "{tsv}");
    }
    let (toml, ..) = glose(&folder, &["generate", "article.fr.txt", "--format", "toml"], "");
    let ids: Vec<&str> = toml.lines().filter(|line| line.starts_with("id = ")).collect();
    assert!(!ids.iter().any(|id| id.ends_with("-2\"")), "{ids:?}");
}

#[test]
fn a_folder_gives_one_glossary() {
    let folder = folder("generate-folder");
    let texts = folder.join("texts");
    fs::create_dir_all(&texts).unwrap();
    fs::write(texts.join("a.txt"), ARTICLE).unwrap();
    fs::write(texts.join("b.txt"), ARTICLE).unwrap();
    fs::write(texts.join("c.png"), [0x89, b'P', b'N', b'G', 13, 10, 26, 10, 0, 0, 0, 0]).unwrap();
    let (tsv, error, status) = glose(&folder, &["generate", "texts", "--format", "tsv"], "");
    assert_eq!(status, 0, "{error}");
    assert!(error.contains("c.png"), "{error}");
    let row = rows(&tsv).into_iter().find(|row| row[0] == "agent conversationnel").unwrap();
    assert_eq!(row[5], "2");
    assert!(row[14].contains("a.txt (1)") && row[14].contains("b.txt (1)"), "{row:?}");
    let (pattern, ..) = glose(&folder, &["generate", "texts/*.txt", "--format", "tsv"], "");
    assert_eq!(pattern, tsv);
    let (one, ..) = glose(&folder, &["generate", "texts", "--format", "tsv", "--threads", "1"], "");
    assert_eq!(one, tsv);
}
