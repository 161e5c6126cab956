use super::*;
use crate::Diagnostic;
use crate::read::ReadOptions;
use proptest::prelude::*;

/// Whole pages in the styles of the systems that make them.
mod pages;

fn text(page: &str) -> String {
    extract(page, "x").text
}

fn codes(diagnostics: &[Diagnostic]) -> Vec<&'static str> {
    diagnostics.iter().map(|d| d.code).collect()
}

#[test]
fn markup_becomes_lines() {
    for (page, expected) in [
        ("<p>甲</p><p>乙</p>", "甲\n\n乙"),
        ("<p>甲<br>乙<br/><br/>丙</p>", "甲\n乙\n\n丙"),
        ("<p>甲<span>乙</span>\n<b>丙</b></p>", "甲乙丙"),
        ("<p>  甲 \n\t 乙  </p>", "甲乙"),
        ("<p>plain\ntext 甲 乙</p>", "plain text 甲 乙"),
        (
            "<p>&nbsp;&nbsp;甲&nbsp;&nbsp;</p><p>&nbsp;</p><p>　　乙　</p>",
            "\u{a0}\u{a0}甲\n\n　　乙",
        ),
        (
            "<p>转发《&lt;办法&gt;的通知》&amp;&#8212;</p>",
            "转发《<办法>的通知》&—",
        ),
        (
            "<p>转发《<上海市办法>的通知》</p>",
            "转发《<上海市办法>的通知》",
        ),
        ("<p>〔2012〕<font>40</font>号</p>", "〔2012〕40号"),
        ("甲<div>乙</div>丙", "甲\n\n乙\n\n丙"),
        ("<ul><li>甲</li><li>乙</li></ul>", "甲\n\n乙"),
        ("<pre>甲\n乙</pre>", "甲\n乙"),
        ("<p>甲<p>乙<o:p></o:p>", "甲\n\n乙"),
        ("", ""),
    ] {
        assert_eq!(text(page), expected, "{page}");
    }
}

#[test]
fn tables_stay_tables() {
    let page = "<p>附件</p><table><caption>表一</caption>
        <tr><th>序号</th><th>项 目</th><th>金额</th></tr>
        <tr><td rowspan=2>1</td><td><p>教师</p><p>培训</p></td><td></td></tr>
        <tr><td>设备<br>更新</td><td> 20 </td></tr><tr><td></td><td></td></tr></table><p>完</p>";
    assert_eq!(
        text(page),
        "附件\n\n表一\n\n序号\t项 目\t金额\n1\t教师 培训\n\t设备 更新\t20\n\n完"
    );
}

#[test]
fn cells_that_span_keep_the_others_in_their_columns() {
    for (table, expected) in [
        (
            "<tr><th colspan=2>对象</th><th>金额</th></tr><tr><td>小学</td><td>甲</td><td>1</td></tr>",
            "对象\t\t金额\n小学\t甲\t1",
        ),
        (
            "<tr><td>一</td><td rowspan=3>二</td><td>三</td></tr><tr><td>四</td><td>五</td></tr>
             <tr><td>六</td></tr><tr><td>七</td><td>八</td><td>九</td></tr>",
            "一\t二\t三\n四\t\t五\n六\n七\t八\t九",
        ),
        (
            "<tr><td rowspan=2 colspan=2>合计</td><td>1</td></tr><tr><td>2</td></tr>",
            "合计\t\t1\n\t\t2",
        ),
        // What no table for people has makes no more than so many places.
        (
            "<tr><td colspan=99999999>甲</td><td rowspan=0>乙</td></tr>",
            &format!("甲{}乙", "\t".repeat(64)),
        ),
    ] {
        assert_eq!(text(&format!("<table>{table}</table>")), expected);
    }
}

#[test]
fn the_text_in_a_table_for_layout_is_no_table() {
    let paragraphs =
        "<p>一、加强领导。</p><p>二、落实经费。</p><p>三、明确责任。</p><p>四、督促检查。</p>";
    let rows = |attribute: &str, cell: &str| {
        format!(
            "<table {attribute}><tr><td colspan=2>标题</td></tr>
             <tr><{cell}>栏目</{cell}><td>{paragraphs}</td></tr></table>"
        )
    };
    let laid_out = text(&rows("width=760 border=0", "td"));
    assert_eq!(
        laid_out,
        "标题\n\n栏目\n\n一、加强领导。\n\n二、落实经费。\n\n三、明确责任。\n\n四、督促检查。"
    );
    // With lines around its cells, or a head, it is a table after all.
    let table = "标题\n栏目\t一、加强领导。 二、落实经费。 三、明确责任。 四、督促检查。";
    assert_eq!(text(&rows("border=1", "td")), table);
    assert_eq!(text(&rows("", "th")), table);
}

#[test]
fn ordered_lists_print_their_numbers() {
    for (page, expected) in [
        ("<ol><li>甲<li><p>　乙</p></ol>", "1. 甲\n\n　2. 乙"),
        (
            "<ol start=3><li>甲<li value=7>乙<li>丙</ol>",
            "3. 甲\n\n7. 乙\n\n8. 丙",
        ),
        ("<ol type=A reversed><li>甲<li>乙</ol>", "B. 甲\n\nA. 乙"),
        (
            "<ol><li>甲<ol type=i><li>乙<li>丙</ol><li>丁</ol>",
            "1. 甲\n\ni. 乙\n\nii. 丙\n\n2. 丁",
        ),
        (
            "<ol style='list-style-type:cjk-ideographic'><li>甲<li>乙</ol>",
            "一、甲\n\n二、乙",
        ),
        // Numbers of the author's own, and lists that show none.
        (
            "<ol><li>一、甲<li>（二）乙<li>第三条 丙</ol>",
            "一、甲\n\n（二）乙\n\n第三条 丙",
        ),
        (
            "<ol style='list-style: none'><li>甲</ol><ul><li>乙</ul>",
            "甲\n\n乙",
        ),
        // An item without words counts and leaves its number to no other.
        ("<ol><li> <li>甲</ol><p>乙</p>", "2. 甲\n\n乙"),
        ("<li>甲", "甲"),
    ] {
        assert_eq!(text(page), expected, "{page}");
    }
}

#[test]
fn terms_and_their_definitions_are_paragraphs() {
    let page = "<dl><dt>适龄儿童</dt><dd>年满六周岁的儿童。</dd><dt>学区</dt><dd>就近入学的范围。</dd></dl>";
    assert_eq!(
        text(page),
        "适龄儿童\n\n年满六周岁的儿童。\n\n学区\n\n就近入学的范围。"
    );
}

#[test]
fn what_a_page_does_not_show_is_no_text() {
    let page = "<p>甲。</p><textarea>稿</textarea><script type=text/template><p>模板</p></script>
        <template><p>模板</p></template><p hidden>藏</p><p style='DISPLAY : none;'>藏</p>
        <span style='visibility:hidden'>藏</span><input type=hidden value=藏><noscript>请开启脚本</noscript>
        <div class=sr-only>藏</div><!-- 藏 --><p>乙。</p>";
    assert_eq!(text(page), "甲。\n\n乙。");
}

#[test]
fn marks_around_titles_survive() {
    for (page, expected) in [
        ("《关于〈办法〉的通知》", "《关于〈办法〉的通知》"),
        (
            "《关于&lt;义务教育法&gt;的决定》",
            "《关于<义务教育法>的决定》",
        ),
        (
            "《关于&amp;lt;义务教育法&amp;gt;的决定》",
            "《关于<义务教育法>的决定》",
        ),
        ("《关于<义务教育法>的决定》", "《关于<义务教育法>的决定》"),
        ("《关于<WTO协定>的决定》", "《关于<WTO协定>的决定》"),
        (
            "《<GB/T 9704 公文格式>释义》",
            "《<GB/T 9704 公文格式>释义》",
        ),
        ("《关于<b>〈办法〉</b>的通知》", "《关于〈办法〉的通知》"),
    ] {
        assert_eq!(text(&format!("<p>{page}</p>")), expected, "{page}");
    }
}

#[test]
fn characters_encoded_twice_are_read_and_told() {
    let document = extract(
        "<p>&amp;nbsp;&amp;nbsp;甲&amp;ldquo;乙&amp;rdquo;&amp;amp;#12290;</p>",
        "x",
    );
    assert_eq!(document.text, "\u{a0}\u{a0}甲“乙”。");
    assert_eq!(codes(&document.diagnostics), ["read.encoded-twice"]);
    assert!(document.diagnostics[0].message.contains("5 character"));
    assert!(extract("<p>A&amp;B</p>", "x").diagnostics.is_empty());
}

#[test]
fn a_page_says_what_its_line_ends_mean() {
    assert_eq!(extract("<p>甲<br>乙</p>", "x").layout, Layout::Paragraphs);
    assert_eq!(
        extract("<pre>甲\n乙丙丁</pre><p>戊</p>", "x").layout,
        Layout::Unknown
    );
}

#[test]
fn tables_for_layout_are_blocks() {
    let nested = "<table><tr><td><p>甲</p><table><tr><td>1</td><td>2</td></tr></table></td><td>乙</td></tr></table>";
    assert_eq!(text(nested), "甲\n\n1\t2\n\n乙");
    let column = "<table><tr><td><p>一、甲</p><p>二、乙</p></td></tr><tr><td>丙</td></tr></table>";
    assert_eq!(text(column), "一、甲\n\n二、乙\n\n丙");
    let sides =
        "<table><tr><td>栏目</td><td><p>一</p><p>二</p><p>三</p><p>四</p></td></tr></table>";
    assert_eq!(text(sides), "栏目\n\n一\n\n二\n\n三\n\n四");
}

const FURNITURE: &str = "<html><head><title>关于推进均衡发展的意见_上海市教育委员会</title>
    <style>p{}</style><script>var a='<p>脚本</p>'</script></head><body>
    <div class='header'><a href=/>首页</a><a>政务公开</a></div>
    <div class=nav><ul><li><a>新闻</a></li><li><a>政策</a></li></ul></div>
    <p>当前位置：<a>首页</a> &gt; <a>政策</a></p>
    <h1>关于推进均衡发展的意见</h1>
    <div>发布时间：2012-09-05 10:30　来源：上海教育　浏览次数：<span>123</span>　字体：大 中 小</div>
    <BODY>
    <p>打印本页</p><div style='display: none'>看不见</div></BODY>
    <div class=share>分享到</div><div id=footer>版权所有：上海市教育委员会</div></body></html>";

#[test]
fn furniture_is_left_out_of_known_pages() {
    let body =
        "<div class='con TRS_Editor'><p>各区教育局：</p><p>一、加强领导。</p><p>打印准考证</p>
        <p>上海市教育委员会</p><p>上一篇：<a>甲</a></p><p>相关链接：</p><p><a>乙</a></p></div>";
    let document = extract(&FURNITURE.replace("<BODY>", body), "x");
    assert_eq!(
        document.text,
        "各区教育局：\n\n一、加强领导。\n\n打印准考证\n\n上海市教育委员会"
    );
    let given = &document.given;
    assert_eq!(given.title.as_deref(), Some("关于推进均衡发展的意见"));
    assert_eq!(given.published.unwrap().to_string(), "2012-09-05");
    assert_eq!(given.issued, None);
    assert_eq!(document.provenance.attributes["来源"], "上海教育");
    assert_eq!(document.provenance.attributes.len(), 1);
    assert!(document.diagnostics.is_empty());
}

#[test]
fn the_text_of_unknown_pages_is_found_by_density() {
    let body =
        "<div class=abc><div><p>各区教育局：</p><p>为推进本市义务教育均衡发展，现提出以下意见。</p>
        <p>一、加强领导。各区要明确责任；落实经费。</p></div>
        <div>上海市教育委员会</div></div>";
    let document = extract(&FURNITURE.replace("<BODY>", body), "x");
    assert_eq!(
        document.text,
        "关于推进均衡发展的意见\n\n各区教育局：\n\n为推进本市义务教育均衡发展，现提出以下意见。\n\n一、加强领导。各区要明确责任；落实经费。\n\n上海市教育委员会"
    );
    assert_eq!(codes(&document.diagnostics), ["read.content-judged"]);
    assert_eq!(document.given.published.unwrap().to_string(), "2012-09-05");
    assert_eq!(
        document.given.title.as_deref(),
        Some("关于推进均衡发展的意见")
    );
}

#[test]
fn nothing_is_lost_of_a_fragment() {
    let page =
        "<div><div><p>一、加强领导。</p><p>二、落实经费。</p></div><div>上海市教育委员会</div>
        <div>2012年9月5日</div><p><a href=1>附件1.docx</a></p></div>";
    let document = extract(page, "x");
    assert_eq!(
        document.text,
        "一、加强领导。\n\n二、落实经费。\n\n上海市教育委员会\n\n2012年9月5日\n\n附件1.docx"
    );
    assert!(document.diagnostics.is_empty());
}

#[test]
fn an_element_named_like_furniture_that_holds_the_text_stays() {
    let page = "<div id=print><p>一、加强领导。</p><p>二、落实经费；明确责任。</p></div>";
    assert_eq!(text(page), "一、加强领导。\n\n二、落实经费；明确责任。");
}

#[test]
fn a_box_with_a_telling_name_is_not_the_text() {
    let page = "<div class=news_content>会议召开。</div>
        <div class=abc><p>一、加强领导。</p><p>二、落实经费；明确责任。</p></div>
        <a class=zoom>放大。</a>";
    let document = extract(page, "x");
    assert!(document.text.contains("二、落实经费；明确责任。"));
    let page = "<p>甲</p><span id=Zoom><p>一、加强领导。</p><p>二、落实经费。</p></span>";
    assert_eq!(text(page), "一、加强领导。\n\n二、落实经费。");
    let page = "<div class=TRS_Editor><p>一、加强领导。</p></div><p>甲</p>
        <div class=TRS_Editor style='display:none'><p>二、落实经费。</p></div>";
    assert_eq!(text(page), "一、加强领导。\n\n二、落实经费。");
}

#[test]
fn a_page_of_links_says_so() {
    let links = "<li><a>关于印发《办法》的通知</a></li>".repeat(6);
    let page = format!("<div class=nav><a>首页</a></div><div><h3>专题</h3><ul>{links}</ul></div>");
    let document = extract(&page, "x");
    assert_eq!(document.text.lines().filter(|l| !l.is_empty()).count(), 6);
    assert!(codes(&document.diagnostics).contains(&"read.link-list"));
}

#[test]
fn metadata_tables_fill_the_metadata() {
    let page = "<table><tr><td>索 引 号：</td><td>AC-2012</td><td>主题分类：</td><td>教育</td></tr>
        <tr><td>发文机关：</td><td>上海市教育委员会、上海市财政局</td><td>成文日期：</td><td>2012年09月05日</td></tr>
        <tr><td>标　　题：</td><td colspan=3>关于推进<br>均衡发展的意见</td></tr>
        <tr><td>发文字号：</td><td>沪教委基〔2012〕1号</td><td>发布日期：</td><td>不详</td></tr></table>
        <table><tr><td>主 题 词：</td><td></td></tr></table>
        <p>一、加强领导。</p>";
    let document = extract(page, "x");
    assert_eq!(document.text, "一、加强领导。");
    let given = &document.given;
    assert_eq!(given.title.as_deref(), Some("关于推进 均衡发展的意见"));
    assert_eq!(
        given.issuer.as_deref(),
        Some("上海市教育委员会、上海市财政局")
    );
    assert_eq!(given.doc_number.as_deref(), Some("沪教委基〔2012〕1号"));
    assert_eq!(given.issued.unwrap().to_string(), "2012-09-05");
    assert_eq!(given.published, None);
    assert_eq!(document.provenance.attributes["索引号"], "AC-2012");
    assert_eq!(document.provenance.attributes["发布日期"], "不详");
    assert!(codes(&document.diagnostics).contains(&"read.unreadable-date"));
}

#[test]
fn head_lines_inside_the_text_element_are_no_text() {
    let page = "<div id=zoom><p>关于推进均衡发展的意见</p><p>发布时间：2012-09-05　浏览次数：12</p>
        <p>文号：甲　主题词：乙</p><p>一、加强领导。</p></div>";
    let document = extract(page, "x");
    assert_eq!(
        document.text,
        "关于推进均衡发展的意见\n\n文号：甲　主题词：乙\n\n一、加强领导。"
    );
    assert_eq!(document.given.published.unwrap().to_string(), "2012-09-05");
    assert_eq!(document.given.doc_number, None);
}

#[test]
fn a_list_of_documents_is_no_metadata() {
    let page = "<table><tr><td>文件名称</td><td>文号</td><td>发布日期</td></tr>
        <tr><td>关于甲的通知</td><td>沪教委基〔2012〕1号</td><td>2012-09-05</td></tr></table><p>文。</p>";
    let document = extract(page, "x");
    assert_eq!(document.given, crate::document::Given::default());
    assert!(
        document
            .text
            .starts_with("文件名称\t文号\t发布日期\n关于甲的通知\t")
    );
}

#[test]
fn metadata_stand_in_many_forms() {
    for head in [
        "<ul><li><b>文　号：</b>沪教委基〔2012〕1号</li><li>成文时间：2012-09-05</li></ul>",
        "<dl><dt>文号：</dt><dd>沪教委基〔2012〕1号</dd><dt>成文日期：</dt><dd>2012年9月5日</dd></dl>",
        "<table><tr><td>文号：沪教委基〔2012〕1号</td><td>成文日期：2012-09-05</td></tr></table>",
        "<p>【文号】：沪教委基〔2012〕1号 【成文日期】：2012/9/5 【字体：大 中 小】</p>",
    ] {
        let page = format!("{head}<div id=zoom><p>文号：甲</p><p>一、加强领导。</p></div>");
        let document = extract(&page, "x");
        let given = &document.given;
        assert_eq!(
            given.doc_number.as_deref(),
            Some("沪教委基〔2012〕1号"),
            "{head}"
        );
        assert_eq!(
            given.issued.map(|d| d.to_string()).as_deref(),
            Some("2012-09-05"),
            "{head}"
        );
        assert_eq!(document.text, "文号：甲\n\n一、加强领导。");
    }
}

#[test]
fn meta_elements_and_titles() {
    let page = "<head><meta name=ArticleTitle content='关于招生的通知'><meta name=pubdate content='2012-09-05 10:00'>
        <meta name=ContentSource content=上海教育><meta name=Url content=http://a/b.html></head><p>文。</p>";
    let document = extract(page, "x");
    assert_eq!(document.given.title.as_deref(), Some("关于招生的通知"));
    assert_eq!(document.given.published.unwrap().to_string(), "2012-09-05");
    assert_eq!(document.provenance.attributes["ContentSource"], "上海教育");
    assert_eq!(document.provenance.sources[0].url, "http://a/b.html");
    let page =
        "<h1>上海市教育委员会</h1><h1>要闻</h1><h2 id=ivs_title>关于招生的<br>通知</h2><p>文。</p>";
    assert_eq!(
        extract(page, "x").given.title.as_deref(),
        Some("关于招生的 通知")
    );
    for (title, expected) in [
        (
            "学校艺术教育工作规程 - 中华人民共和国教育部政府门户网站",
            Some("学校艺术教育工作规程"),
        ),
        (
            "关于规划（2018—2035年）的批复_政策_中国政府网",
            Some("关于规划（2018—2035年）的批复"),
        ),
        (
            "关于规划（2018—2035年）的批复",
            Some("关于规划（2018—2035年）的批复"),
        ),
        ("上海市教育委员会", None),
    ] {
        let document = extract(&format!("<title>{title}</title><p>文。</p>"), "x");
        assert_eq!(document.given.title.as_deref(), expected, "{title}");
    }
}

#[test]
fn charsets_of_pages() {
    let page = |charset: &str| {
        format!(
            "<meta http-equiv=Content-Type content='text/html; charset={charset}'><p>促进义务教育均衡发展</p>"
        )
    };
    let origin = Origin::stream("x".to_owned(), "x".to_owned(), &ReadOptions::default());
    let one = |bytes: &[u8]| read(bytes, &origin).remove(0).unwrap();
    let gb = encoding_rs::GB18030.encode(&page("gb2312")).0.into_owned();
    let body = encoding_rs::GB18030.encode("<p>促进义务教育均衡发展</p>").0;
    let behind = |head: String| [head.as_bytes(), &body].concat();
    let xml = |charset| {
        behind(format!(
            "<?xml version='1.0' encoding='{charset}'?>\n<html>"
        ))
    };
    let served = |field| behind(format!("HTTP/1.1 200 OK\r\nServer: x\r\n{field}\r\n\r\n"));
    let mislabelled = encoding_rs::GB18030.encode(&page("utf-8")).0.into_owned();
    for (bytes, said) in [
        (page("utf-8").into_bytes(), &[][..]),
        (gb, &[]),
        (page("gb2312").into_bytes(), &["read.charset-contradicted"]),
        (mislabelled, &["read.charset-contradicted"]),
        (xml("gbk"), &[]),
        (served("Content-Type: text/html; charset=gbk"), &[]),
        // A server that names another charset than the bytes have.
        (
            served("content-type: text/html;charset=\"iso-8859-1\""),
            &["read.charset-contradicted"],
        ),
    ] {
        let document = one(&bytes);
        assert_eq!(document.text, "促进义务教育均衡发展");
        assert_eq!(codes(&document.diagnostics), said);
    }
}

/// Sizes at which a reading that is not linear would stand out as minutes of the test run.
#[test]
fn hostile_pages_are_read_to_their_end() {
    let fonts: String = (0..50_000).map(|i| format!("<font size={i}><p>")).collect();
    for page in [
        format!("{}甲。", "<div>".repeat(200_000)),
        format!("{}甲。", "<table><tr><td>".repeat(50_000)),
        format!("{fonts}甲。"),
        format!("<p{}>甲。", " a=1".repeat(200_000)),
        format!("<p>{}甲。", "<b></p>".repeat(30_000)),
        format!("{}甲。", "<p>一".repeat(30_000)),
        format!("{}甲。", "<".repeat(500_000)),
        format!("{}-->甲。", "<!--".repeat(100_000)),
        format!("甲。{}", " ".repeat(500_000)),
        format!("甲。{}", "文号：".repeat(100_000)),
    ] {
        let document = extract(&page, "x");
        let head: String = page.chars().take(30).collect();
        assert!(document.text.contains("甲。"), "{head}");
    }
}

/// Real pages: every field that they state, and their text against the corpus made from them.
#[test]
fn real_pages_are_read_whole() {
    let data = std::env::var_os("ZHENGCE_DATA").map_or_else(
        || std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared"),
        std::path::PathBuf::from,
    );
    let corpus = data.join("corpus");
    let Ok(index) = std::fs::read(corpus.join("raw/index.json")) else {
        println!("skipped: no real pages under {}", corpus.display());
        return;
    };
    let mut texts = std::collections::BTreeMap::new();
    for name in ["state_council", "education"] {
        let lines = std::fs::read_to_string(corpus.join(format!("{name}.jsonl"))).unwrap();
        for line in lines.lines() {
            let record: serde_json::Value = serde_json::from_str(line).unwrap();
            let words = bare(record["text"].as_str().unwrap());
            texts.insert(record["id"].as_str().unwrap().to_owned(), words);
        }
    }
    let pages: Vec<serde_json::Value> = serde_json::from_slice(&index).unwrap();
    let (mut fields, mut compared) = (0, 0);
    for page in &pages {
        let file = page["file"].as_str().unwrap();
        let Some(name) = file.strip_suffix(".html") else {
            continue;
        };
        let bytes = std::fs::read(corpus.join("raw").join(file)).unwrap();
        let origin = Origin::stream(file.to_owned(), name.to_owned(), &ReadOptions::default());
        let document = read(&bytes, &origin).remove(0).unwrap();
        let id = match name.split_once('/').unwrap() {
            ("gov_cn", name) => name.replace("content_", "govcn-"),
            (_, name) => format!("shmeea-{}", &name[..3]),
        };
        if let Some(words) = texts.get(&id) {
            compared += 1;
            if codes(&document.diagnostics).contains(&"read.link-list") {
                // The corpus has this page with all its furniture.
                assert!(words.contains(&bare(&document.text)), "{id}");
            } else {
                assert_eq!(&bare(&document.text), words, "{id}");
            }
        }
        for (label, value) in page["page_meta"].as_object().into_iter().flatten() {
            let date = |date: Option<crate::time::PartialDate>| date.map(|d| d.to_string());
            let found = match label.as_str() {
                "标题" => document.given.title.clone(),
                "发文机关" => document.given.issuer.clone(),
                "发文字号" => document.given.doc_number.clone(),
                "成文日期" => date(document.given.issued),
                "发布日期" => date(document.given.published),
                _ => document.provenance.attributes.get(label).cloned(),
            };
            let value = value.as_str().unwrap();
            let expected =
                crate::read::dates::read(value).map_or(value.to_owned(), |d| d.to_string());
            fields += 1;
            assert_eq!(found.as_ref(), Some(&expected), "{id} {label}");
        }
    }
    assert!(fields >= 100 && compared >= 29, "{fields} {compared}");
}

#[test]
fn what_lies_in_left_out_furniture_is_taken_off_once() {
    // The table of fields lies in a menu, which is left out before it.
    for page in [
        "<a class=nav><table><td>文号：",
        "<p>正文。</p><div class=nav><table><td>文号：</td></table></div><p>正文。</p>",
    ] {
        assert!(!text(page).contains("文号"), "{page}");
    }
}

fn bare(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// Pieces that make pages more often than random characters do.
fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        "<(/)?(p|div|table|tr|td|a|b|br|pre|ul|li|h1|script|select|svg)( (id=zoom|class=nav|style=display:none))?>",
        "(文号：|成文日期：2012-09-05|打印|相关链接|附件|。|&nbsp;|&lt;|<!--|-->|　|\n)",
        ".{0,5}",
    ]
}

proptest! {
    #[test]
    fn any_page_is_read_without_panic(pieces in proptest::collection::vec(piece(), 0..40)) {
        let page = pieces.concat();
        let text = extract(&page, "x").text;
        prop_assert!(!text.ends_with('\n') && !text.contains("\n\n\n"));
        // The same page gives the same text.
        prop_assert_eq!(&text, &extract(&page, "x").text);
    }
}
