//! Periods and dates as officials write them.
//!
//! Seeds: TD is Tam Đường 159-KH/HU of 2023, KB Kim Bảng 2021-2025, BP Bình Phước 36-KH/BDVTU of 2021.

mod phrases;

use kehoach::{Period, phrases as read};
use phrases::{all_read, all_refused};

#[test]
fn periods_in_words() {
    all_read(
        "
        2023 => 2023
        2023-Q3 => 2023-Q3
        2021-08/2021-12 => 2021-08/2021-12
        năm 2023 => 2023
        Năm 2023 => 2023 # KB
        cả năm 2023 => 2023
        trong năm 2023 => 2023
        quý III/2021 => 2021-Q3 # BP
        quý IV/2021 => 2021-Q4 # BP
        Quý 3/2021 => 2021-Q3
        quý III năm 2021 => 2021-Q3
        quý ba năm 2021 => 2021-Q3
        quí II/2022 => 2022-Q2
        Q3/2021 => 2021-Q3
        quý III-2021 => 2021-Q3
        QUÝ III/2021 => 2021-Q3
        quý I - III/2023 => 2023-9M | year-shared
        từ quý I đến quý III/2023 => 2023-9M | year-shared
        quý I, II/2023 => 2023-H1 | neighbours
        quý I và quý II năm 2023 => 2023-H1 | neighbours
        tháng 3/2023 => 2023-03
        tháng 03/2023 => 2023-03
        tháng 3 năm 2023 => 2023-03
        tháng ba năm 2023 => 2023-03
        tháng mười một năm 2023 => 2023-11
        tháng năm năm 2023 => 2023-05
        T3/2023 => 2023-03
        3/2023 => 2023-03
        12/2023 => 2023-12
        từ tháng 8/2021 đến tháng 12/2021 => 2021-08/2021-12 # BP
        Từ tháng 8 đến tháng 12/2021 => 2021-08/2021-12 | year-shared
        từ tháng 8/2021 đến hết tháng 12 => 2021-08/2021-12 | year-shared
        tháng 8 - 12/2021 => 2021-08/2021-12 | year-shared
        tháng 10, 11, 12 năm 2023 => 2023-Q4 | neighbours
        giai đoạn 2021-2025 => 2021/2025 # TD
        giai đoạn 2021 - 2025 => 2021/2025 # KB
        giai đoạn 2021 – 2025 => 2021/2025 # KB
        giai đoạn 2021- 2025 => 2021/2025 # KB
        nhiệm kỳ 2020-2025 => 2020/2025 # TD
        nhiệm kỳ 2023-2028 => 2023/2028 # TD
        từ năm 2021 đến năm 2025 => 2021/2025 # BP
        Năm 2022 - 2024 => 2022/2024 # BP
        5 năm 2021-2025 => 2021/2025
        các năm 2021, 2022, 2023 => 2021/2023 | neighbours
        6 tháng đầu năm 2023 => 2023-H1
        06 tháng đầu năm 2023 => 2023-H1
        sáu tháng đầu năm 2023 => 2023-H1
        6 tháng cuối năm 2023 => 2023-H2
        6 tháng năm 2023 => 2023-H1 | first-months
        9 tháng năm 2023 => 2023-9M
        9 tháng đầu năm 2023 => 2023-9M
        3 tháng đầu năm 2023 => 2023-Q1
        nửa đầu năm 2023 => 2023-H1
        nửa cuối năm 2023 => 2023-H2
        15/3/2023 => 2023-03-15
        ngày 15/3/2023 => 2023-03-15
        15-3-2023 => 2023-03-15
        15.3.2023 => 2023-03-15
        ngày 15 tháng 3 năm 2023 => 2023-03-15
        ngày 17 tháng 8 năm 2021 => 2021-08-17 # BP
        từ ngày 01/6/2023 đến ngày 30/6/2023 => 2023-06
        từ ngày 01 đến ngày 15/3/2023 => 2023-03-01/2023-03-15 | year-shared
        từ 01/6 đến 30/6/2023 => 2023-06 | year-shared
        từ 15/12/2022 đến hết 14/12/2023 => 2022-12-15/2023-12-14
        cuối năm 2023 => 2023-12-31 | civil-code-146
        đầu tháng 3/2023 => 2023-03-01 | civil-code-146
        giữa tháng 3/2023 => 2023-03-15 | civil-code-146
        giữa năm 2023 => 2023-06-30 | civil-code-146
        năm  2023. => 2023
        ",
        read::period,
        Period::to_string,
    );
    all_read(
        "
        Tháng 01 => 2023-01 # TD
        Quý II => 2023-Q2
        6 tháng đầu năm => 2023-H1
        ngày 30/6 => 2023-06-30
        ",
        |text| read::period_in(text, 2023),
        Period::to_string,
    );
    assert_eq!(read::period("quy\u{301} III/2021").unwrap().value.to_string(), "2021-Q3");
}

#[test]
fn refused_periods() {
    all_refused(
        "
         => 1: the text is empty
        quý III => 1: a year is missing
        tháng 3 => 1: a year is missing
        quý V/2021 => 5: it is not understood
        quý 5/2021 => 5: a year has no quarter 5
        tháng 13/2023 => 7: there is no month 13
        13/2023 => 1: there is no month 13
        30/2/2023 => 1: 02/2023 has no day 30
        ngày 29/2/2023 => 6: 02/2023 has no day 29
        15/3/23 => 6: a year is missing
        tháng 3/23 => 9: a year is missing
        2025-2021 => 1: the period is reversed: it begins on 2025-01-01 and ends on 2021-12-31
        tháng 3, 9/2023 => 1: these are several periods, with gaps between them
        tháng chạp năm 2023 => 7: a month of the lunar calendar has no fixed days
        6 năm 2021-2025 => 1: the words contradict one another
        đến năm 2025 => 1: it is not understood
        hằng năm => 1: it is not understood
        2023 xã => 6: it is not understood
        từ năm 2021 => 12: the text ends too early
        ",
        read::period,
        Period::to_string,
    );
}

#[test]
fn dates() {
    for (text, canonical) in [
        ("2023-03-15", "2023-03-15"),
        ("15/3/2023", "2023-03-15"),
        ("ngày 15/03/2023", "2023-03-15"),
        ("ngày 16 tháng 01 năm 2023", "2023-01-16"),
        ("09.11.2021", "2021-11-09"),
        ("cuối năm 2023", "2023-12-31"),
    ] {
        assert_eq!(read::date(text).unwrap().value.to_string(), canonical, "{text}");
    }
    for text in ["15/3", "3/2023", "2023", "32/1/2023", "hôm nay", "", "15/3/23"] {
        assert!(read::date(text).is_err(), "{text}");
    }
}
