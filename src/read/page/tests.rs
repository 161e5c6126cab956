use super::*;

/// A run of full-width characters, or of letters of half the width.
fn run(x: f32, y: f32, size: f32, text: &str) -> Run {
    let width = text
        .chars()
        .map(|c| if c.is_ascii() { 0.5 } else { 1.0 })
        .sum::<f32>()
        * size;
    Run {
        x,
        y,
        size,
        width,
        text: text.to_owned(),
    }
}

/// The same text as one run for each character.
fn glyphs(x: f32, y: f32, size: f32, text: &str) -> Vec<Run> {
    let mut at = x;
    text.chars()
        .map(|c| {
            let one = run(at, y, size, c.encode_utf8(&mut [0; 4]));
            at += one.width;
            one
        })
        .collect()
}

fn page(runs: Vec<Run>) -> Page {
    Page {
        width: 595.0,
        height: 842.0,
        runs,
    }
}

fn text(runs: Vec<Run>) -> String {
    text_of(&[page(runs)])
}

#[test]
fn lines_come_from_top_to_bottom_and_runs_from_left_to_right() {
    let mut runs = glyphs(90.0, 130.0, 16.0, "保障适龄儿童入学。");
    runs.extend(glyphs(90.0, 100.0, 16.0, "各区应当"));
    runs.reverse();
    assert_eq!(text(runs), "各区应当\n保障适龄儿童入学。\n");
}

#[test]
fn a_line_indented_against_the_margin_begins_with_two_blanks() {
    let runs = vec![
        run(122.0, 100.0, 16.0, "一、各区要提高认识，把均衡发展作"),
        run(90.0, 128.0, 16.0, "为重点。"),
        run(122.0, 156.0, 16.0, "二、加大投入，改善办学条件，扩大"),
        run(90.2, 184.0, 16.0, "优质资源。"),
        run(98.0, 212.0, 16.0, "（半个字的缩进不算）"),
    ];
    assert_eq!(
        text(runs),
        "　　一、各区要提高认识，把均衡发展作\n为重点。\n　　二、加大投入，改善办学条件，扩大\n优质资源。\n（半个字的缩进不算）\n"
    );
}

#[test]
fn typed_blanks_before_a_line_are_its_indent() {
    let runs = vec![
        run(90.0, 100.0, 16.0, "　　第一条　为了规范管理，制定本办"),
        run(90.0, 128.0, 16.0, "法。"),
        run(90.0, 156.0, 16.0, "第二条"),
    ];
    assert_eq!(
        text(runs),
        "　　第一条　为了规范管理，制定本办\n法。\n第二条\n"
    );
}

#[test]
fn a_page_of_indented_lines_takes_its_margin_from_its_side() {
    let full = |y: f32| run(90.0, y, 16.0, "本市义务教育阶段学校应当均衡配置");
    let first = page(vec![full(100.0), full(130.0), full(160.0), full(190.0)]);
    let items = page(
        (0..5u8)
            .map(|n| run(122.0, 100.0 + 30.0 * f32::from(n), 16.0, "（一）经费。"))
            .collect(),
    );
    let shifted = page(
        (0..5u8)
            .map(|n| run(120.0, 100.0 + 30.0 * f32::from(n), 16.0, "另一侧的页边"))
            .collect(),
    );
    let text = text_of(&[first, shifted, items]);
    let pages: Vec<_> = text.split('\u{c}').collect();
    assert_eq!(pages.len(), 3);
    assert!(pages[1].starts_with("另一侧"), "{}", pages[1]);
    assert!(
        pages[2].starts_with("　　（一）经费。\n　　（一）"),
        "{}",
        pages[2]
    );
}

#[test]
fn pages_are_separated_by_form_feeds_even_where_one_is_empty() {
    let one = || page(vec![run(90.0, 100.0, 16.0, "正文")]);
    assert_eq!(
        text_of(&[one(), page(vec![]), one()]),
        "正文\n\u{c}\n\u{c}正文\n"
    );
}

#[test]
fn a_raised_mark_stays_in_its_line() {
    let mut runs = glyphs(90.0, 100.0, 16.0, "增长率");
    runs.push(run(138.0, 93.0, 8.0, "[1]"));
    runs.extend(glyphs(150.0, 100.0, 16.0, "为百分之五，面积"));
    runs.push(run(278.0, 103.0, 8.0, "2"));
    runs.extend(glyphs(90.0, 124.0, 16.0, "保持稳定"));
    assert_eq!(text(runs), "增长率[1]为百分之五，面积2\n保持稳定\n");
}

#[test]
fn stacked_small_lines_beside_large_type_stay_lines() {
    let runs = vec![
        run(100.0, 90.0, 22.0, "上海市教育委员会"),
        run(100.0, 120.0, 22.0, "上海市财政局文件起草组"),
        run(350.0, 108.0, 60.0, "文件"),
    ];
    let text = text(runs);
    assert_eq!(text.lines().count(), 3, "{text}");
}

#[test]
fn cells_of_a_row_are_separated_by_tabs() {
    let runs = vec![
        run(90.0, 100.0, 12.0, "区名"),
        run(200.0, 100.0, 12.0, "学校数"),
        run(300.0, 101.0, 12.0, "备注"),
        run(90.0, 120.0, 12.0, "徐汇区"),
        run(200.0, 120.0, 12.0, "12"),
    ];
    assert_eq!(text(runs), "区名\t学校数\t备注\n徐汇区\t12\n");
}

#[test]
fn words_of_letters_are_parted_and_chinese_is_not() {
    let mut runs = glyphs(90.0, 100.0, 10.0, "World");
    runs.extend(glyphs(117.5, 100.0, 10.0, "Bank"));
    // A justified line: 0.2 em between Chinese characters, a quarter beside digits.
    runs.push(run(140.0, 100.0, 10.0, "于"));
    runs.push(run(152.5, 100.0, 10.0, "2012"));
    runs.push(run(175.0, 100.0, 10.0, "年"));
    runs.push(run(187.0, 100.0, 10.0, "发布"));
    assert_eq!(text(runs), "World Bank于2012年发布\n");
}

#[test]
fn typed_spaces_are_kept_once() {
    let mut runs = glyphs(90.0, 100.0, 16.0, "张 三");
    runs.extend(glyphs(90.0, 130.0, 16.0, "第一章　总则"));
    assert_eq!(text(runs), "张 三\n第一章　总则\n");
}

#[test]
fn a_spaced_out_line_has_no_spaces_of_its_own() {
    let runs = "上海市教育委员会"
        .chars()
        .zip(0u8..)
        .map(|(c, n)| run(200.0 + 28.0 * f32::from(n), 100.0, 16.0, &c.to_string()))
        .collect();
    assert_eq!(text(runs), "上海市教育委员会\n");
    let runs = ["2", "0", "1", "2", "年", "9", "月"].into_iter().zip(0u8..);
    let date = runs.map(|(c, n)| run(200.0 + 24.0 * f32::from(n), 100.0, 16.0, c));
    assert_eq!(text(date.collect()), "2012年9月\n");
    let cells = (0u8..5).map(|n| run(90.0 + 60.0 * f32::from(n), 100.0, 12.0, "√"));
    assert_eq!(text(cells.collect()), "√\t√\t√\t√\t√\n");
}

#[test]
fn glyphs_printed_twice_for_boldness_count_once() {
    let mut runs = glyphs(90.0, 100.0, 16.0, "一一得一");
    let bold: Vec<_> = runs
        .iter()
        .map(|r| Run {
            x: r.x + 0.4,
            ..r.clone()
        })
        .collect();
    runs.extend(bold);
    assert_eq!(text(runs), "一一得一\n");
}

#[test]
fn columns_of_running_text_are_read_one_after_the_other() {
    let mut runs = vec![run(200.0, 60.0, 10.0, "上海市人民政府公报第二期目录及正文")];
    let mut left = String::new();
    let mut right = String::new();
    for n in 0..12u8 {
        let y = 100.0 + 18.0 * f32::from(n);
        runs.push(run(
            60.0,
            y,
            10.0,
            "左栏左栏左栏左栏左栏左栏左栏左栏左栏左栏左栏",
        ));
        runs.push(run(
            310.0,
            y + 2.0,
            10.0,
            "右栏右栏右栏右栏右栏右栏右栏右栏右栏右栏右栏",
        ));
        left += "左栏左栏左栏左栏左栏左栏左栏左栏左栏左栏左栏\n";
        right += "右栏右栏右栏右栏右栏右栏右栏右栏右栏右栏右栏\n";
    }
    let text = text(runs);
    let body = text.split_once('\n').unwrap().1;
    assert_eq!(body, left + &right);
}

#[test]
fn a_table_of_two_columns_is_read_by_rows() {
    let mut runs = Vec::new();
    let mut rows = String::new();
    for n in 0..12u8 {
        let y = 100.0 + 18.0 * f32::from(n);
        runs.push(run(60.0, y, 10.0, "学校的名称"));
        runs.push(run(310.0, y, 10.0, "学校的详细地址和联系电话"));
        rows += "学校的名称\t学校的详细地址和联系电话\n";
    }
    assert_eq!(text(runs), rows);
}

#[test]
fn lines_above_and_below_the_page_are_not_seen() {
    let runs = vec![
        run(90.0, 100.0, 16.0, "正文"),
        run(90.0, 900.0, 8.0, "gongbao.indd 3"),
        run(600.0, 100.0, 16.0, "超出右边的字"),
        run(90.0, -20.0, 8.0, "裁切线"),
    ];
    assert_eq!(text(runs), "正文\t超出右边的字\n");
}

#[test]
fn impossible_numbers_and_control_characters_do_no_harm() {
    let runs = vec![
        Run {
            x: f32::NAN,
            y: f32::INFINITY,
            size: -0.0,
            width: f32::NEG_INFINITY,
            text: "甲\u{0}\u{c}乙\n丙".to_owned(),
        },
        Run::default(),
    ];
    assert_eq!(text(runs), "甲 乙 丙\n");
}
