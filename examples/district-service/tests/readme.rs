//! The curl lines of the README work, in their order, and answer what it says they do.

mod support;

use std::{io::Write, process::Command};

use support::Service;

#[test]
fn the_readmes_curl_lines_work() {
    let readme = include_str!("../README.md");
    let lines: Vec<&str> = readme.lines().collect();
    let commands = lines.iter().enumerate().filter(|(_, line)| line.starts_with("$ curl "));
    let commands: Vec<(&str, &str)> =
        commands.map(|(k, line)| (&line[2..], lines.get(k + 1).copied().unwrap_or_default())).collect();
    assert!(commands.len() >= 14);
    if Command::new("curl").arg("--version").output().is_err() {
        let all = commands.len();
        writeln!(std::io::stderr(), "no curl was found: {all} lines of the README were NOT run").unwrap();
        return;
    }
    let service = Service::sample();
    for (command, printed) in commands {
        let (command, expected) = match command.split_once("   # ") {
            Some((command, status)) => (command, status.parse::<u16>().unwrap()),
            None => (command, 200),
        };
        let here = command.replace("http://127.0.0.1:8080", &service.url) + " -w '\n%{http_code}'";
        let output = Command::new("sh").args(["-c", &here]).output().unwrap();
        let said = String::from_utf8(output.stdout).unwrap();
        let (body, status) = said.rsplit_once('\n').unwrap();
        let status: u16 = status.parse().unwrap();
        assert!(status == expected || (expected == 200 && status == 201), "{command}: {status} {body}");
        if printed.starts_with('{') {
            assert_eq!(body, printed, "{command}");
        }
    }
}
