//! Statuses, verdicts and stages as officials write them.

mod phrases;

use kehoach::{DutyStatus, Language, Stage, Verdict, phrases as read};
use phrases::{all_read, all_refused};

#[test]
fn statuses() {
    all_read(
        "
        done-late => done-late
        hoàn thành đúng hạn => done-on-time
        Hoàn thành đúng hạn. => done-on-time
        Đã hoàn thành đúng hạn => done-on-time
        hoàn thành đúng thời hạn => done-on-time
        hoàn thành trước hạn => done-on-time
        hoàn thành đúng tiến độ => done-on-time
        hoàn thành trễ hạn => done-late
        HOÀN THÀNH TRỄ HẠN => done-late
        hoàn thành chậm => done-late
        hòan thành chậm tiến độ => done-late
        đã hoàn thành quá hạn => done-late
        quá hạn => overdue
        Quá hạn chưa hoàn thành => overdue
        đang thực hiện => due
        Đang triển khai thực hiện => due
        đến hạn => due
        chưa đến hạn => upcoming
        chưa đến kỳ => upcoming
        chờ chỉ đạo => awaiting-instruction
        chờ văn bản chỉ đạo => awaiting-instruction
        chờ hướng dẫn => awaiting-instruction
        không áp dụng => not-applicable
        done on time => done-on-time
        Ðang thực hiện => due | look-alike
        ",
        read::status,
        DutyStatus::to_string,
    );
    all_refused(
        "
         => 1: the text is empty
        đã hoàn thành => 4: it is not understood
        hoàn thành => 1: it is not understood
        chưa hoàn thành => 1: it is not understood
        chưa thực hiện => 1: it is not understood
        không hoàn thành đúng hạn => 1: it is not understood
        quá hạn 5 ngày => 9: it is not understood
        ",
        read::status,
        DutyStatus::to_string,
    );
}

#[test]
fn verdicts_and_stages() {
    all_read(
        "
        met => met
        đạt => met
        Đạt chỉ tiêu => met
        vượt chỉ tiêu => met
        không đạt => missed
        Không đạt. => missed
        chưa đạt => open | not-yet
        chưa đạt chỉ tiêu => open | not-yet
        chưa xác định => open
        chưa có số liệu => open
        không áp dụng => not-applicable
        not applicable => not-applicable
        ",
        read::verdict,
        Verdict::to_string,
    );
    all_refused(
        "
         => 1: the text is empty
        khá => 1: it is not understood
        đạt 90% => 5: it is not understood
        cơ bản đạt => 1: it is not understood
        chưa đạt 90% => 1: it is not understood
        ",
        read::verdict,
        Verdict::to_string,
    );
    all_read(
        "
        closed => closed
        chưa đến kỳ => upcoming
        Đang trong kỳ => running
        hết kỳ => closed
        ",
        read::stage,
        Stage::to_string,
    );
}

#[test]
fn what_is_written_reads_back() {
    use DutyStatus::{AwaitingInstruction, DoneLate, DoneOnTime, Due, NotApplicable, Overdue, Upcoming};
    for status in [AwaitingInstruction, Upcoming, Due, DoneOnTime, DoneLate, Overdue, NotApplicable] {
        assert_eq!(status.name().parse(), Ok(status));
        for written in [read::write_status(status), status.name(), status.label(Language::English)] {
            let reading = read::status(written).unwrap();
            assert_eq!((reading.value, reading.notes.len()), (status, 0), "{written}");
        }
    }
    for verdict in [Verdict::Met, Verdict::Missed, Verdict::Open, Verdict::NotApplicable] {
        assert_eq!(verdict.name().parse(), Ok(verdict));
        for written in [read::write_verdict(verdict), verdict.name(), verdict.label(Language::English)] {
            let reading = read::verdict(written).unwrap();
            assert_eq!((reading.value, reading.notes.len()), (verdict, 0), "{written}");
        }
    }
    for stage in [Stage::Upcoming, Stage::Running, Stage::Closed] {
        assert_eq!(stage.name().parse(), Ok(stage));
        for written in [read::write_stage(stage), stage.name(), stage.label(Language::English)] {
            assert_eq!(read::stage(written).map(|r| r.value), Ok(stage), "{written}");
        }
    }
    let error = "mett".parse::<Verdict>().unwrap_err();
    assert_eq!(error.to_string(), "`mett` is no verdict: expected `met`, `missed`, `open`, `not-applicable`");
    assert_eq!(error.did_you_mean(), Some("met"));
}
