//! How many phrases a second are read and written, and how many bytes of running text are searched:
//! `cargo bench --bench phrases`.

use divan::{
    Bencher, black_box,
    counter::{BytesCount, ItemsCount},
};
use kehoach::phrases;

fn main() {
    divan::main();
}

const THRESHOLDS: &[&str] = &[
    "trên 85%",
    "95% trở lên",
    "từ 70 đến dưới 90 điểm",
    "ít nhất 01 hoặc 02 cuộc",
    "đạt từ khá trở lên",
    "không quá 1.200 hộ",
    "hai phần ba số hộ",
    "tăng 5% so với năm 2022",
    "phấn đấu trên 92,5% các xã",
    "giảm còn 3%",
    "chưa đạt 90%",
];

const TIMES: &[&str] = &[
    "quý III/2021",
    "Tháng 3, 9",
    "trước ngày 10/12 hằng năm",
    "chậm nhất ngày 15 tháng cuối quý",
    "từ tháng 8/2021 đến tháng 12/2021",
    "đến hết năm 2025",
    "6 tháng đầu năm",
    "theo văn bản chỉ đạo của tỉnh",
    "cấp tỉnh quý III/2021; cấp huyện quý IV/2021",
    "tháng 13",
];

const RESPONSIBILITIES: &[&str] = &[
    "Cơ quan chủ trì: Ban Dân vận Tỉnh ủy (Phòng Đoàn thể tham mưu)",
    "Đơn vị phối hợp: Hội LHPN huyện; UBND cùng cấp; các cơ quan, đơn vị liên quan",
    "giao Phòng Nội vụ chủ trì, phối hợp với Hội LHPN, Hội CCB và Huyện đoàn thực hiện",
    "báo cáo kết quả về Ban Thường vụ Huyện ủy (qua Ban Dân vận Huyện ủy)",
];

const DOCUMENTS: &[&str] =
    &["159-KH/HU", "Nghị quyết số 25 - NQ/TW", "34/2007/PL-UBTVQH11", "Quyết định 12a/QĐ-UBND", "159"];

const PARAGRAPH: &str = "Các xã, thị trấn rà soát danh sách hộ nghèo, hộ cận nghèo trên địa bàn; vận động nhân dân \
    tham gia đóng góp ý kiến, giữ gìn vệ sinh môi trường và xây dựng nếp sống văn minh ở từng khu dân cư. Phấn đấu đến \
    năm 2025 có trên 90% hộ gia đình được dùng nước sạch; tỷ lệ hộ nghèo giảm còn 3%, bình quân mỗi năm tổ chức ít nhất \
    02 hội nghị đối thoại. Báo cáo kết quả trước ngày 10/12 hằng năm, theo Kế hoạch số 61-KH/HU, ngày 18/6/2021 của Ban \
    Thường vụ. Cán bộ phụ trách chủ động nắm tình hình, kịp thời phản ánh tâm tư, nguyện vọng của người dân.\n";

fn each<T>(bencher: Bencher<'_, '_>, texts: &[&str], read: impl Fn(&str) -> T + Sync) {
    bencher.counter(ItemsCount::new(texts.len())).bench(|| {
        for text in texts {
            black_box(read(black_box(text)));
        }
    });
}

#[divan::bench]
fn read_thresholds(bencher: Bencher<'_, '_>) {
    each(bencher, THRESHOLDS, phrases::threshold);
}

#[divan::bench]
fn read_times(bencher: Bencher<'_, '_>) {
    each(bencher, TIMES, phrases::schedule);
}

#[divan::bench]
fn read_responsibilities(bencher: Bencher<'_, '_>) {
    each(bencher, RESPONSIBILITIES, phrases::responsibility);
}

#[divan::bench]
fn read_documents(bencher: Bencher<'_, '_>) {
    each(bencher, DOCUMENTS, phrases::document);
}

#[divan::bench]
fn write_thresholds(bencher: Bencher<'_, '_>) {
    let values: Vec<_> = THRESHOLDS.iter().filter_map(|text| phrases::threshold(text).ok()).collect();
    bencher.counter(ItemsCount::new(values.len())).bench(|| {
        for reading in &values {
            black_box(phrases::write_asked(black_box(&reading.value)));
        }
    });
}

/// Running text of about so many kilobytes. Twice the text takes twice the time.
#[divan::bench(args = [1, 45, 90, 180])]
fn find(bencher: Bencher<'_, '_>, kilobytes: usize) {
    let text = PARAGRAPH.repeat((kilobytes * 1024).div_ceil(PARAGRAPH.len()));
    bencher.counter(BytesCount::of_str(&text)).bench(|| phrases::find(black_box(&text)));
}
