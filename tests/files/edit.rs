//! Plan files changed in place: what is changed is written, and every other character stays.

use kehoach::{
    Plan,
    file::{DateText, GradeRow, PlanFile, PlanText, ScopeRow, TargetRow, TaskRow},
};
use proptest::prelude::*;

use crate::support::{PLAN, changed};

/// The plan with comments, changed, is the plan with these passages replaced.
#[track_caller]
fn becomes(change: impl FnOnce(&mut PlanFile), passages: &[(&str, &str)]) {
    let text = commented();
    let mut plan = PlanText::read(&text).unwrap();
    assert_eq!(plan.to_string(), text);
    plan.change(change).unwrap_or_else(|problems| panic!("{problems}"));
    let wanted = passages.iter().fold(text, |text, (from, to)| changed(&text, from, to));
    assert_eq!(plan.to_string(), wanted);
    assert_eq!(PlanFile::from_toml(&wanted).unwrap(), *plan.file());
}

fn commented() -> String {
    let text = changed(PLAN, "threshold = \"trên 85%\"", "threshold = \"trên 85%\" # clause II.2");
    let text = changed(&text, "[[targets]]\nid = \"2\"", "# Models.\n[[targets]]\nid = \"2\" # two");
    changed(&text, "issued = \"2024-01-15\"", "issued = 2024-01-15 # signed")
}

#[test]
fn nothing_changed_changes_nothing() {
    becomes(|_| (), &[]);
    let data = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/data");
    for folder in std::fs::read_dir(data).unwrap() {
        let Ok(text) = std::fs::read_to_string(folder.unwrap().path().join("plan.toml")) else { continue };
        let mut plan = PlanText::read(&text).unwrap();
        plan.change(|_| ()).unwrap();
        assert_eq!(plan.to_string(), text);
    }
}

#[test]
fn values_change_and_their_comments_stay() {
    becomes(|file| file.targets[3].threshold = Some("trên 90%".into()), &[("\"trên 85%\"", "\"trên 90%\"")]);
    becomes(
        |file| file.issued = Some(DateText("20/01/2024".into())),
        &[("2024-01-15 #", "\"20/01/2024\" #")],
    );
    becomes(|file| file.targets[3].judged = None, &[("judged = \"each year\"\n", "")]);
    becomes(
        |file| file.targets[1].clause = Some("II.2".into()),
        &[("threshold = \"ít nhất 5 mô hình\"\n", "threshold = \"ít nhất 5 mô hình\"\nclause = \"II.2\"\n")],
    );
    becomes(
        |file| file.unknowns = Some("missed".into()),
        &[("period = \"2024\"\n", "period = \"2024\"\nunknowns = \"missed\"\n")],
    );
    becomes(|file| file.scopes[0].name = Some("thôn".into()), &[("\"các thôn\"", "\"thôn\"")]);
    becomes(
        |file| file.indicators[2].greatest = Some(600.into()),
        &[("greatest = 500", "greatest = \"600\"")],
    );
}

#[test]
fn rows_are_added_and_taken_out() {
    let task = || TaskRow {
        id: "bc".into(),
        title: "Báo cáo".into(),
        when: "hằng quý".into(),
        ..TaskRow::default()
    };
    becomes(
        |file| file.tasks.push(task()),
        &[(
            "threshold = \"cơ bản\"\n",
            "threshold = \"cơ bản\"\n\n[[tasks]]\nid = \"bc\"\ntitle = \"Báo cáo\"\nwhen = \"hằng quý\"\n",
        )],
    );
    let scope = ScopeRow { id: "xa".into(), levels: vec!["commune".into()], ..ScopeRow::default() };
    becomes(
        |file| file.scopes.push(scope),
        &[(
            "any_of = [\"cac-thon\", \"doan-the\"]\n",
            "any_of = [\"cac-thon\", \"doan-the\"]\n\n[[scopes]]\nid = \"xa\"\nlevels = [\"commune\"]\n",
        )],
    );
    // The comment above a row goes with it.
    let row = "# Models.\n[[targets]]\nid = \"2\" # two\ntitle = \"Mô hình\"\nindicator = \"mo-hinh\"\n\
               measured = \"cac-thon\"\naggregate = \"total\"\nthreshold = \"ít nhất 5 mô hình\"\n\n";
    becomes(
        |file| {
            file.targets.remove(1);
        },
        &[(row, "")],
    );
}

#[test]
fn rows_in_another_order_and_in_brackets() {
    let check = |text: &str, change: fn(&mut PlanFile), holds: &[&str]| {
        let mut plan = PlanText::read(text).unwrap();
        plan.change(change).unwrap_or_else(|problems| panic!("{problems}"));
        let written = plan.to_string();
        for passage in holds {
            assert!(written.contains(passage), "{passage} is not in\n{written}");
        }
        assert_eq!(PlanFile::from_toml(&written).unwrap(), *plan.file());
    };
    let text = commented();
    check(
        &text,
        |file| file.targets.reverse(),
        &["# Models.\n[[targets]]\nid = \"2\" # two", "# clause II.2"],
    );
    check(
        &text,
        |file| {
            let row = TargetRow {
                id: "0".into(),
                title: "Đầu".into(),
                aggregate: "đánh giá".into(),
                ..TargetRow::default()
            };
            file.targets.insert(1, row);
        },
        &["# Models.\n[[targets]]\nid = \"2\" # two", "title = \"Đầu\"\naggregate = \"đánh giá\""],
    );
    check(
        &text,
        |file| file.scales[0].grades.push(GradeRow { id: "xuat-sac".into(), name: "xuất sắc".into() }),
        &["xuất sắc"],
    );
    let brackets = "format = 1\nid = \"1\"\ntitle = \"T\"\nissuer = \"xa\"\nperiod = \"2024\" # year\nscopes = [\n    \
                    { id = \"a\", kinds = [\"k\"] }, # first\n    { id = \"b\", kinds = [\"l\"] },\n]\n";
    check(
        brackets,
        |file| file.scopes[1].kinds.push("m".into()),
        &["# first", "{ id = \"b\", kinds = [\"l\", \"m\"] }"],
    );
    check(
        brackets,
        |file| {
            file.scopes.push(ScopeRow {
                id: "c".into(),
                levels: vec!["commune".into()],
                ..ScopeRow::default()
            });
        },
        &["# first", "# year", "{ id = \"c\", levels = [\"commune\"] }"],
    );
    check(brackets, |file| file.scopes.clear(), &["# year"]);
}

#[test]
fn a_change_that_makes_no_plan_changes_nothing() {
    let text = commented();
    let mut plan = PlanText::read(&text).unwrap();
    let problems = plan.change(|file| file.targets[3].threshold = Some("trê 90%".into())).unwrap_err();
    assert_eq!(problems.listed()[0].path.as_deref(), Some("targets[3].threshold"));
    assert_eq!(plan.to_string(), text);
    assert!(PlanText::read("format = 1\n").is_err());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    /// Whatever rows are taken out, moved or renamed: the text says just what was asked for, and is read again.
    #[test]
    fn any_change_of_tasks_is_written(seed in prop::collection::vec((0..40_usize, 0..40_usize, 0..4_u8), 1..6)) {
        let data = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/data/tam-duong-2023/plan.toml");
        let text = std::fs::read_to_string(data).unwrap();
        let mut plan = PlanText::read(&text).unwrap();
        for (at, to, what) in seed {
            let written = plan.change(|file| {
                let tasks = &mut file.tasks;
                let (at, to) = (at % tasks.len(), to % tasks.len());
                match what {
                    0 if tasks.len() > 2 => { tasks.remove(at); }
                    1 => tasks.swap(at, to),
                    2 => tasks[at].title.push_str(" mới"),
                    _ => {
                        let id = format!("moi-{}-{to}", tasks.len());
                        tasks.insert(at, TaskRow { id, title: "Mới".into(), when: "hằng quý".into(), ..TaskRow::default() });
                    }
                }
            });
            // An id that is there already makes no plan.
            if let Err(problems) = written {
                prop_assert_eq!(problems.listed()[0].kind.code(), "plan", "{}", problems);
            }
            let again = PlanFile::from_toml(&plan.to_string()).unwrap();
            prop_assert_eq!(&again, plan.file());
            prop_assert!(Plan::from_toml(&plan.to_string()).is_ok());
        }
    }
}
