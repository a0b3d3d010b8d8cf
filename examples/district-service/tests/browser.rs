//! The pages in a browser: on a phone nothing is wider than the screen, and a picture of each page can be taken.
//!
//! Where no Chromium is found this is said on standard error, and how many pages were not looked at; with
//! `DISTRICT_SERVICE_BROWSER=required`, as the checks run it where they could install one, it is an error.
//! `DISTRICT_SERVICE_PICTURES=FOLDER` keeps the pictures.

mod support;

use std::{
    io::Write,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use support::{Folder, Service};

const PAGES: [(&str, &str); 7] = [
    ("scorecard", "/?as_of=2023-12-10"),
    ("units", "/units?as_of=2023-12-10"),
    ("unit", "/unit?id=ban-dan-van&as_of=2023-10-15"),
    ("commune", "/unit?id=dang-uy-khun-ha&as_of=2023-12-10"),
    ("outcome", "/outcome?target=3c&period=2023&subject=btv-huyen-uy&as_of=2023-12-10"),
    ("changes", "/changes?from=2023-11-10&to=2023-12-10"),
    ("report", "/report?unit=dang-uy-khun-ha"),
];

/// A phone, and a desk.
const SIZES: [(u32, u32); 2] = [(375, 812), (1280, 900)];

const MEASURE: &str = "const page = this.contentDocument.documentElement; \
                       document.title = 'measured ' + page.clientWidth + ' ' + page.scrollWidth + ' ' + \
                       this.contentWindow.getComputedStyle(this.contentDocument.body).maxWidth";

fn browser() -> Option<&'static str> {
    ["chromium", "chromium-browser", "google-chrome"].into_iter().find(|name| {
        let run = Command::new(name).arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status();
        run.is_ok_and(|status| status.success())
    })
}

fn run(browser: &str, profile: &Path, size: (u32, u32), arguments: &[&str]) -> String {
    let output = Command::new(browser)
        .args(["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"])
        .args([
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--hide-scrollbars",
        ])
        .arg(format!("--user-data-dir={}", profile.display()))
        .arg(format!("--window-size={},{}", size.0, size.1))
        .args(arguments)
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// Width and height of a PNG, from its head.
fn size_of(png: &[u8]) -> (u32, u32) {
    assert_eq!(&png[..8], b"\x89PNG\r\n\x1a\n");
    let number = |at: usize| u32::from_be_bytes(png[at..at + 4].try_into().unwrap());
    (number(16), number(20))
}

#[test]
fn the_pages_fit_a_phone_and_a_desk() {
    let Some(browser) = browser() else {
        let all = PAGES.len() * SIZES.len();
        // Past the test's own output, which is not shown where nothing fails.
        writeln!(
            std::io::stderr(),
            "no Chromium was found: {all} pictures of pages were NOT taken or checked"
        )
        .unwrap();
        assert_ne!(
            std::env::var("DISTRICT_SERVICE_BROWSER").as_deref(),
            Ok("required"),
            "no Chromium was found"
        );
        return;
    };
    let folder = Folder::new();
    let (profile, service) = (folder.0.join("profile"), Service::sample());
    let style = service.get("/style.css").ok().text;
    let pictures =
        std::env::var_os("DISTRICT_SERVICE_PICTURES").map_or_else(|| folder.0.clone(), PathBuf::from);
    for (name, path) in PAGES {
        let page = service.get(path).ok().text;
        for size in SIZES {
            let file = pictures.join(format!("{name}-{}.png", size.0));
            let url = format!("{}{path}", service.url);
            run(browser, &profile, size, &[&format!("--screenshot={}", file.display()), &url]);
            let png = std::fs::read(&file).unwrap();
            assert_eq!(size_of(&png), size, "{path}");
            // A page without its style, or none at all, makes a far smaller picture.
            assert!(png.len() > 20_000, "{path} at {}: {} bytes", size.0, png.len());

            if size != SIZES[0] {
                continue;
            }
            // The same page in a frame of that width, measured by a script that the service itself would not let run: a
            // browser's own window may be wider than it was asked to be.
            let styled = page.replace("</head>", &format!("<style>{style}</style></head>"));
            let frame = styled.replace('&', "&amp;").replace('"', "&quot;");
            let frame = format!(
                "<body><iframe srcdoc=\"{frame}\" style=\"border:0;width:{}px;height:{}px\" onload=\"{MEASURE}\"></iframe>",
                size.0, size.1
            );
            let frame = folder.write("frame.html", &frame);
            let dom = run(browser, &profile, size, &["--dump-dom", &format!("file://{}", frame.display())]);
            let title = dom.split("<title>measured ").nth(1).and_then(|rest| rest.split("</title>").next());
            let measured: Vec<&str> = title.unwrap_or_else(|| panic!("{path}: {dom}")).split(' ').collect();
            assert_eq!(measured[0], size.0.to_string(), "{path}");
            assert_eq!(measured[1], size.0.to_string(), "{path} scrolls sideways at {}", size.0);
            assert_eq!(measured[2], "1088px", "{path} has not its style");
        }
    }
}
