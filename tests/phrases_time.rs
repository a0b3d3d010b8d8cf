//! Periods and dates as officials write them.
//!
//! Seeds: TD is Tam Đường 159-KH/HU of 2023, KB Kim Bảng 2021-2025, BP Bình Phước 36-KH/BDVTU of 2021.

mod phrases;

use kehoach::{Period, Schedule, phrases as read};
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
        3 năm 2021, 2022, 2023 => 2021/2023 | neighbours
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
        6 năm 2023 => 1: the words contradict one another
        3 năm 2021, 2022 => 1: the words contradict one another
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

#[test]
fn schedules() {
    all_read(
        r#"
        months 3, 9 => months 3, 9
        on instruction: theo văn bản => on instruction: theo văn bản
        Tháng 01 => months 1 | every-year # TD
        Tháng 02 => months 2 | every-year # TD
        Hàng tháng => monthly # TD
        Hằng tháng => monthly # KB
        Tháng 3, 9 => months 3, 9 | every-year # TD
        Tháng 4,10 => months 4, 10 | every-year # TD
        Tháng 6, 12 => months 6, 12 | every-year # TD
        Tháng 9, 10 => months 9, 10 | every-year neighbours # TD
        Tháng 11, 12 => months 11, 12 | every-year neighbours # TD
        tháng 3 và tháng 9 => months 3, 9 | every-year
        tháng 10 hằng năm => months 10 # KB
        Theo văn bản chỉ đạo của tỉnh => on instruction: theo văn bản chỉ đạo của tỉnh # TD
        khi có yêu cầu => on instruction: khi có yêu cầu
        Khi có phát sinh các vấn đề phức tạp => on instruction: khi có phát sinh các vấn đề phức tạp # KB
        theo hướng dẫn của cấp trên => on instruction: theo hướng dẫn của cấp trên
        đột xuất => on instruction: đột xuất | kept-as-written
        đột xuất khi có yêu cầu => on instruction: đột xuất khi có yêu cầu
        định kỳ => on instruction: định kỳ | kept-as-written
        định kỳ và đột xuất => on instruction: định kỳ và đột xuất | kept-as-written # KB
        trong vòng 05 ngày làm việc kể từ ngày nhận được văn bản => on instruction: trong vòng 05 ngày làm việc kể từ ngày nhận được văn bản | kept-as-written
        hằng tuần => on instruction: hằng tuần | kept-as-written
        Thường xuyên => continuous # TD
        thường xuyên, liên tục => continuous
        Cả năm => yearly | every-year
        hằng năm => yearly # KB
        hàng năm => yearly # BP
        hằng quý => quarterly
        định kỳ hằng tháng => monthly # KB
        định kỳ hằng quý => quarterly
        định kỳ 6 tháng => half-yearly
        6 tháng một lần => half-yearly
        mỗi quý một lần => quarterly
        3 tháng một lần => quarterly
        trước ngày 10/12 hằng năm => yearly before 12-10 # KB
        Định kỳ trước ngày 10/12 hằng năm => yearly before 12-10 # KB
        trước ngày 10 tháng 12 hàng năm => yearly before 12-10
        chậm nhất ngày 10/12 hằng năm => yearly by 12-10
        hằng năm, trước ngày 10/12 => yearly before 12-10
        ngày 25 hằng tháng => monthly by day 25
        trước ngày 25 hàng tháng => monthly before day 25
        ngày 25 của tháng => monthly by day 25
        hằng tháng, trước ngày 25 => monthly before day 25
        hằng tháng (ngày 25) => monthly by day 25
        chậm nhất ngày 15 tháng cuối quý => quarterly by day 15
        trước ngày 20 của tháng cuối quý => quarterly before day 20
        hằng quý, chậm nhất ngày 15 tháng cuối quý => quarterly by day 15
        ngày 05 tháng đầu quý => quarterly by day 5 of 1st month
        trong tuần đầu của tháng => monthly by day 7 | week-as-days
        tuần cuối hằng tháng => monthly by day 31 | week-as-days
        cuối tháng => monthly by day 31 | civil-code-146
        cuối quý => quarterly by day 31 | civil-code-146
        cuối năm => yearly by 12-31 | civil-code-146
        đầu năm => yearly by 01-01 | civil-code-146
        giữa năm => yearly by 06-30 | civil-code-146
        cuối năm 2023 => during 2023-12-31 | civil-code-146
        đến ngày 30/6/2024 => by 2024-06-30
        đến hết ngày 30/6/2024 => by 2024-06-30
        chậm nhất ngày 30/6/2024 => by 2024-06-30
        chậm nhất là ngày 30/6/2024 => by 2024-06-30
        trước ngày 30/6/2024 => before 2024-06-30
        trước 30/6/2024 => before 2024-06-30
        trước năm 2025 => before 2025-01-01 # KB
        đến năm 2025 => by 2025-12-31 # KB
        đến hết năm 2025 => by 2025-12-31
        từ nay đến hết năm 2025 => by 2025-12-31
        đến hết tháng 6/2023 => by 2023-06-30
        trước quý IV/2023 => before 2023-10-01
        trước 30/6 => yearly before 06-30 | every-year
        đến hết tháng 6 => yearly by 06-30 | every-year
        đến ngày 30/6 => yearly by 06-30 | every-year
        Quý II, quý IV => each Q2, Q4 | every-year
        Quý I và quý III => each Q1, Q3 | every-year
        quý II hằng năm => each Q2
        mỗi tháng 1 lần => monthly
        hằng tháng 1 lần => monthly
        trong tuần đầu tiên của tháng => monthly by day 7 | week-as-days
        vào tuần cuối cùng hằng tháng => monthly by day 31 | week-as-days
        tuần cuối mỗi tháng => monthly by day 31 | week-as-days
        3 tháng đầu năm => each Q1 | every-year
        3 tháng cuối năm => each Q4 | every-year
        quý I và cả năm => each Q1, year | every-year
        cuối hằng năm => yearly by 12-31 | civil-code-146
        chậm nhất cuối tháng => monthly by day 31 | civil-code-146
        đầu mỗi tháng => monthly by day 1 | civil-code-146
        Quý II và 6 tháng cuối năm => each Q2, H2 | every-year neighbours
        quý I, II => each Q1, Q2 | every-year neighbours
        6 tháng đầu năm => each H1 | every-year
        9 tháng => nine-months | every-year
        6 tháng, 9 tháng và tổng kết năm => each H1, 9M, year | first-months every-year
        tháng 3 - 5 => months 3-5 | every-year
        từ tháng 9 đến tháng 10 => months 9-10 | every-year
        quý III/2021 => during 2021-Q3 # BP
        Quý III/2021 => during 2021-Q3
        năm 2023 => during 2023
        Năm 2022 - 2024 => during 2022/2024 # BP
        giai đoạn 2021-2025 => during 2021/2025 # KB
        từ tháng 8/2021 đến tháng 12/2021 => during 2021-08/2021-12 # BP
        Thời gian thực hiện: Từ tháng 8/2021 đến tháng 12/2021 => during 2021-08/2021-12 # BP
        - Thời gian: cấp tỉnh quý III/2021; cấp huyện quý IV/2021. => per level province = during 2021-Q3; district = during 2021-Q4 # BP
        cấp huyện: quý II/2023; cấp xã: quý III/2023 => per level district = during 2023-Q2; commune = during 2023-Q3
        tháng 3, 9/2023 => phases tháng 3 = 2023-03, 9/2023 = 2023-09 | several-times
        Quý II, quý IV năm 2023 => phases Quý II = 2023-Q2, quý IV năm 2023 = 2023-Q4 | several-times
        tháng 10, 11/2023 => during 2023-10/2023-11 | neighbours
        ngày 30/6 => yearly by 06-30 | every-year
        Năm 2021: triển khai. Năm 2022 - 2024: giám sát. Năm 2025: tổng kết. => phases triển khai = 2021, giám sát = 2022/2024, tổng kết = 2025 # BP
        2021: triển khai; 2022 - 2024: giám sát; 2025: tổng kết => phases triển khai = 2021, giám sát = 2022/2024, tổng kết = 2025
        2021: triển khai. 5 cuộc, 3 xã; 2022: tổng kết => phases "triển khai. 5 cuộc, 3 xã" = 2021, tổng kết = 2022
        "#,
        read::schedule,
        Schedule::to_string,
    );
    let window = read::schedule("Tháng 9, 10").unwrap();
    assert_eq!(window.alternatives.iter().map(Schedule::to_string).collect::<Vec<_>>(), ["months 9-10"]);
    all_refused(
        "
         => 1: the text is empty
        tháng 13 => 7: there is no month 13
        trước ngày 31/2/2023 => 12: 02/2023 has no day 31
        quý 5 => 5: a year has no quarter 5
        trước ngày 15/3/23 => 17: a year is missing
        hàng năm và giai đoạn => 10: it is not understood
        từ năm 2022 => 12: the text ends too early
        ngày 25 => 1: the text ends too early
        chạy nhanh => 1: it is not understood
        tháng 3 hoặc 9 => 9: it is not understood
        hằng tháng 2 lần => 1: it is not understood
        hằng tháng 3 => 1: it is not understood
        định kỳ tháng 3 => 1: it is not understood
        đầu quý => 1: it is not understood
        ",
        read::schedule,
        Schedule::to_string,
    );
}

/// As plans of other kinds and years have them.
#[test]
fn schedules_of_other_plans() {
    all_read(
        "
        trước ngày 15/6 và 15/12 => half-yearly before day 15 | every-year
        trước ngày 15/6 và 15/12 hằng năm => half-yearly before day 15
        trước ngày 15/6 và trước ngày 15/12 hằng năm => half-yearly before day 15
        trước ngày 15 hằng tháng => monthly before day 15
        trước ngày 15 tháng cuối quý => quarterly before day 15
        trước ngày 20 tháng cuối của quý => quarterly before day 20
        ngày 20 hàng tháng => monthly by day 20
        hoàn thành trước ngày 30/11/2024 => before 2024-11-30
        hoàn thành trong quý II/2024 => during 2024-Q2
        Hoàn thành trong tháng 6/2024 => during 2024-06
        hoàn thành trong năm 2024 => during 2024
        xong trước 30/9 => yearly before 09-30 | every-year
        hoàn thành trong tháng 12 => months 12 | every-year
        Trong tháng 12/2024 => during 2024-12
        Trong quý I năm 2024 => during 2024-Q1
        trong 6 tháng đầu năm 2024 => during 2024-H1
        Trong năm 2024 => during 2024
        Trong năm => yearly | every-year
        Quý I => each Q1 | every-year
        Quý I/2024 => during 2024-Q1
        Quý 1/2024 => during 2024-Q1
        Quý I, quý II/2024 => during 2024-H1 | neighbours
        Quý III, IV => each Q3, Q4 | every-year neighbours
        Quý III + IV/2024 => during 2024-H2 | neighbours
        Quý I-IV/2024 => during 2024 | year-shared
        quý 4 năm 2024 => during 2024-Q4
        Tháng 6 => months 6 | every-year
        Tháng 6/2024 => during 2024-06
        tháng 6 năm 2024 => during 2024-06
        Tháng 6 - 7/2024 => during 2024-06/2024-07 | year-shared
        Tháng 6-12/2024 => during 2024-06/2024-12 | year-shared
        Từ tháng 6 - 12/2024 => during 2024-06/2024-12 | year-shared
        Từ tháng 3 đến tháng 12 => months 3-12 | every-year
        tháng 01, 7 hằng năm => months 1, 7
        Tháng 5 và tháng 11 hàng năm => months 5, 11
        tháng 6 và tháng 12 hằng năm => months 6, 12
        cuối mỗi quý => quarterly by day 31 | civil-code-146
        cuối tháng 6 => yearly by 06-30 | civil-code-146 every-year
        giữa tháng 7/2024 => during 2024-07-15 | civil-code-146
        đầu tháng 9 => yearly by 09-01 | civil-code-146 every-year
        nhiệm kỳ 2025 - 2030 => during 2025/2030
        đến năm 2030 => by 2030-12-31
        đến 31/12/2024 => by 2024-12-31
        đến hết 31/12/2024 => by 2024-12-31
        đến hết quý II/2024 => by 2024-06-30
        đến hết tháng 6 năm 2024 => by 2024-06-30
        hết năm 2024 => by 2024-12-31
        trước 15/10/2024 => before 2024-10-15
        trước tháng 6/2024 => before 2024-06-01
        trước tháng 12 => yearly before 12-01 | every-year
        trước quý III => yearly before 07-01 | every-year
        Trước ngày 30 tháng 6 năm 2024 => before 2024-06-30
        trước ngày 30 tháng 6 => yearly before 06-30 | every-year
        chậm nhất trong tháng 6/2024 => by 2024-06-30
        chậm nhất 30/6/2024 => by 2024-06-30
        chậm nhất đến 30/6/2024 => by 2024-06-30
        muộn nhất ngày 30/6 => yearly by 06-30 | every-year
        không muộn hơn ngày 30/6/2024 => by 2024-06-30
        không chậm hơn ngày 30/6/2024 => by 2024-06-30
        từ ngày 01/01/2024 đến ngày 31/12/2024 => during 2024
        Từ 01/01 đến 31/12/2024 => during 2024 | year-shared
        từ ngày 10 đến 15/6/2024 => during 2024-06-10/2024-06-15 | year-shared
        từ ngày 10/6 - 15/6/2024 => during 2024-06-10/2024-06-15 | year-shared
        ngày 10, 11/6/2024 => during 2024-06-10/2024-06-11 | neighbours
        ngày 02/9 => yearly by 09-02 | every-year
        Ngày 08/3 hằng năm => yearly by 03-08
        ngay sau khi Kế hoạch được ban hành => on instruction: ngay sau khi Kế hoạch được ban hành
        trong vòng 10 ngày => on instruction: trong vòng 10 ngày | kept-as-written
        trong thời hạn 05 ngày làm việc => on instruction: trong thời hạn 05 ngày làm việc | kept-as-written
        6 tháng/lần => half-yearly
        6 tháng/1 lần => half-yearly
        3 tháng/lần => quarterly
        mỗi tháng một lần => monthly
        mỗi quý 1 lần => quarterly
        Thường xuyên trong năm => continuous
        Liên tục => continuous
        Cả năm 2024 => during 2024
        từng quý => quarterly
        Sau khi có hướng dẫn của Trung ương => on instruction: sau khi có hướng dẫn của Trung ương
        Theo kế hoạch của tỉnh => on instruction: theo kế hoạch của tỉnh
        Theo tiến độ dự án => on instruction: theo tiến độ dự án
        khi có hướng dẫn => on instruction: khi có hướng dẫn
        Khi có đợt phát động => on instruction: khi có đợt phát động
        2024 => during 2024
        2024-2025 => during 2024/2025
        2024, 2025 => during 2024/2025 | neighbours
        Năm 2024, 2025 => during 2024/2025 | neighbours
        Năm 2024 và 2025 => during 2024/2025 | neighbours
        31/12 hằng năm => yearly by 12-31
        trước 31/12 hàng năm => yearly before 12-31
        ",
        read::schedule,
        Schedule::to_string,
    );
    all_refused(
        "
        trước ngày 15/6 và 10/12 => 17: it is not understood
        chậm nhất ngày 05 tháng sau => 11: the text ends too early
        2 lần/năm => 1: it is not understood
        từ năm 2024 trở đi => 13: it is not understood
        31/6 => 1: month 6 never has a day 31
        năm học 2024-2025 => 5: it is not understood
        ",
        read::schedule,
        Schedule::to_string,
    );
}
