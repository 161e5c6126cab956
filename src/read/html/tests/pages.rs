use super::*;

/// What is expected of a page.
struct Expected {
    text: &'static str,
    title: Option<&'static str>,
    number: Option<&'static str>,
    issuer: Option<&'static str>,
    issued: Option<&'static str>,
    published: Option<&'static str>,
    attributes: &'static [(&'static str, &'static str)],
    codes: &'static [&'static str],
}

const NOTHING: Expected = Expected {
    text: "",
    title: None,
    number: None,
    issuer: None,
    issued: None,
    published: None,
    attributes: &[],
    codes: &[],
};

#[track_caller]
fn check(page: &str, expected: &Expected) {
    let document = extract(page, "x");
    assert_eq!(document.text, expected.text);
    let given = &document.given;
    assert_eq!(given.title.as_deref(), expected.title);
    assert_eq!(given.doc_number.as_deref(), expected.number);
    assert_eq!(given.issuer.as_deref(), expected.issuer);
    let date = |date: Option<crate::time::PartialDate>| date.map(|d| d.to_string());
    assert_eq!(date(given.issued).as_deref(), expected.issued);
    assert_eq!(date(given.published).as_deref(), expected.published);
    for (name, value) in expected.attributes {
        let found = document.provenance.attributes.get(*name);
        assert_eq!(found.map(String::as_str), Some(*value), "{name}");
    }
    assert_eq!(codes(&document.diagnostics), expected.codes);
}

#[test]
fn trs_wcm_with_the_meta_of_the_guide() {
    check(
        "<!DOCTYPE html><html><head><meta charset=utf-8>
        <title>关于做好校舍安全工作的通知-某市教育局</title>
        <meta name='SiteName' content='某市教育局'><meta name='SiteDomain' content='jyj.example.gov.cn'>
        <meta name='SiteIDCode' content='3100000001'><meta name='ColumnName' content='政策文件'>
        <meta name='ColumnType' content='政策'><meta name='ArticleTitle' content='关于做好校舍安全工作的通知'>
        <meta name='PubDate' content='2018-03-06 09:30'><meta name='ContentSource' content='基础教育处'>
        <meta name='Keywords' content='校舍;安全'><meta name='Author' content='张三'>
        <meta name='Description' content='校舍安全'><meta name='Image' content='/a.png'>
        <meta name='Url' content='http://jyj.example.gov.cn/t1.html'></head><body>
        <div class=header><a href=/>首页</a></div>
        <div class=curmb>您的位置：<a>首页</a>&nbsp;&gt;&nbsp;<a>政策文件</a></div>
        <h1 class=title>关于做好校舍安全工作的通知</h1>
        <div class=info>2018-03-06 09:30　来源：基础教育处　字体：[大 中 小]　打印　分享</div>
        <div class='view TRS_UEDITOR trs_paper_default'><style>.TRS_UEDITOR p{}</style>
        <p style='text-align:center'>沪某教〔2018〕3号</p><p>各中小学：</p><p>请认真检查。</p></div>
        <div class=fj><a href=a.doc>附件：检查表.doc</a></div>
        <div>扫一扫在手机打开当前页</div><div id=footer>网站标识码3100000001 沪ICP备1号</div></body></html>",
        &Expected {
            text: "沪某教〔2018〕3号\n\n各中小学：\n\n请认真检查。",
            title: Some("关于做好校舍安全工作的通知"),
            published: Some("2018-03-06"),
            attributes: &[
                ("SiteName", "某市教育局"),
                ("SiteIDCode", "3100000001"),
                ("ColumnName", "政策文件"),
                ("ContentSource", "基础教育处"),
                ("Keywords", "校舍;安全"),
                ("Author", "张三"),
                ("Description", "校舍安全"),
                ("来源", "基础教育处"),
            ],
            ..NOTHING
        },
    );
}

#[test]
fn hanweb_jcms_with_comments_around_its_fields() {
    check(
        "<html><head><title>某县人民政府 通知公告 关于开展学前教育督导的通知</title>
        <meta name='maketime' content='2016-01-01'></head><body>
        <table width='1000' align='center' cellpadding=0><tr><td>
        <table id='article' width='100%'><tr><td class='title'>
        <!--<$[标题名称(html)]>begin-->关于开展学前教育督导的通知<!--<$[标题名称(html)]>end--></td></tr>
        <tr><td align=center>发布日期：2016-01-12&nbsp;&nbsp;浏览次数：<script>count()</script>
        &nbsp;&nbsp;字号：[ <a>大</a> <a>中</a> <a>小</a> ]</td></tr>
        <tr><td class='bt_content'><div id='zoom'><!--<$[信息内容]>begin-->
        <meta name='ContentStart'><p>各幼儿园：</p><p>&nbsp;&nbsp;&nbsp;&nbsp;现将督导事项通知如下。</p>
        <meta name='ContentEnd'><!--<$[信息内容]>end--></div></td></tr>
        <tr><td>上一篇：<a>甲</a></td></tr><tr><td>下一篇：没有了</td></tr>
        <tr><td>【<a>打印本页</a>】【<a>关闭窗口</a>】</td></tr></table></td></tr></table></body></html>",
        &Expected {
            text: "各幼儿园：\n\n\u{a0}\u{a0}\u{a0}\u{a0}现将督导事项通知如下。",
            title: Some("某县人民政府 通知公告 关于开展学前教育督导的通知"),
            published: Some("2016-01-12"),
            ..NOTHING
        },
    );
}

#[test]
fn ucap_with_elements_of_its_own() {
    check(
        "<html><body><div class='article'><div class='pages-title'><UCAPTITLE>某省教育督导条例解读</UCAPTITLE></div>
        <div class='pages-date'>发布时间：<publishtime>2019-05-20 15:01</publishtime> 来源：督导办</div>
        <div class='pages_print'>字体：小 中 大 打印</div>
        <UCAPCONTENT><p>一、为什么要立法？</p><p>为了规范督导工作。</p></UCAPCONTENT>
        <div class='editor'>责任编辑：李四</div></div></body></html>",
        &Expected {
            text: "一、为什么要立法？\n\n为了规范督导工作。",
            title: Some("某省教育督导条例解读"),
            published: Some("2019-05-20"),
            attributes: &[("来源", "督导办")],
            ..NOTHING
        },
    );
}

#[test]
fn open_government_page_with_a_table_of_metadata() {
    check(
        "<html><head><title>某市人民政府办公室关于印发《学区建设办法》的通知</title></head><body>
        <div class='wz'>当前位置：首页 &gt; 政府信息公开 &gt; 市政府文件</div>
        <table class='xxgk_table' border='1'><tbody>
        <tr><th>索 引 号</th><td>0001-2020-0003</td><th>主题分类</th><td>教育、学区</td></tr>
        <tr><th>发文机关</th><td>某市人民政府办公室</td><th>成文日期</th><td>二〇二〇年四月七日</td></tr>
        <tr><th>标　　题</th><td colspan='3'>某市人民政府办公室关于印发《学区建设办法》的通知</td></tr>
        <tr><th>发文字号</th><td>某政办发〔2020〕12号</td><th>发布日期</th><td>2020-04-10 10:00:00.0</td></tr>
        <tr><th>公文种类</th><td>通知</td><th>有 效 性</th><td>有效</td></tr></tbody></table>
        <div class='pages_content'><p>各区人民政府：</p><p>现将《学区建设办法》印发给你们。</p>
        <p>某市人民政府办公室</p><p>2020年4月7日</p></div>
        <p>版权所有：某市人民政府办公室</p></body></html>",
        &Expected {
            text: "各区人民政府：\n\n现将《学区建设办法》印发给你们。\n\n某市人民政府办公室\n\n2020年4月7日",
            title: Some("某市人民政府办公室关于印发《学区建设办法》的通知"),
            number: Some("某政办发〔2020〕12号"),
            issuer: Some("某市人民政府办公室"),
            issued: Some("2020-04-07"),
            published: Some("2020-04-10"),
            attributes: &[
                ("索引号", "0001-2020-0003"),
                ("主题分类", "教育、学区"),
                ("公文种类", "通知"),
                ("有效性", "有效"),
            ],
            ..NOTHING
        },
    );
}

#[test]
fn metadata_in_a_list_of_boxes() {
    check(
        "<div class='xxgk_head'><ul>
        <li class='fl'><span>信息名称：</span><em>关于规范民办教育的意见</em></li>
        <li><span>文&nbsp;&nbsp;号：</span><em>某教规〔2017〕2号</em></li>
        <li><span>信息发布机构：</span><em>某市教育局</em></li>
        <li><span>生成日期：</span><em>2017年6月1日</em></li>
        <li><span>公开日期：</span><em>2017.06.05</em></li>
        <li><span>文件状态：</span><em>已废止</em></li>
        <li><span>失效日期：</span><em>2022-05-31</em></li></ul></div>
        <div id='zoomcon'><p>一、规范办学。</p><p>二、加强监管。</p></div>",
        &Expected {
            text: "一、规范办学。\n\n二、加强监管。",
            title: Some("关于规范民办教育的意见"),
            number: Some("某教规〔2017〕2号"),
            issuer: Some("某市教育局"),
            issued: Some("2017-06-01"),
            published: Some("2017-06-05"),
            attributes: &[("文件状态", "已废止"), ("失效日期", "2022-05-31")],
            ..NOTHING
        },
    );
}

#[test]
fn drupal_with_fields() {
    check(
        "<html><head><title>Notice on school districts | Education</title>
        <meta property='og:title' content='关于学区划分的公告'>
        <meta property='article:published_time' content='2021-08-01T08:00:00+08:00'></head><body>
        <header role=banner><nav><ul><li><a href=/>首页</a></li></ul></nav></header>
        <main><article class='node node--type-article'><h1 class='page-header'>关于学区划分的公告</h1>
        <div class='field field--name-body field--type-text-with-summary'>
        <p>一、划分原则如下。</p><ol><li>相对就近。</li><li>免试入学。</li></ol></div>
        <div class='visually-hidden'>跳转到主要内容</div></article></main>
        <footer><p>Copyright © 2021</p></footer></body></html>",
        &Expected {
            text: "一、划分原则如下。\n\n1. 相对就近。\n\n2. 免试入学。",
            title: Some("关于学区划分的公告"),
            published: Some("2021-08-01"),
            ..NOTHING
        },
    );
}

#[test]
fn tables_and_breaks_of_the_nineties() {
    check(
        "<HTML><HEAD><TITLE>文件选登</TITLE></HEAD><BODY BGCOLOR=#FFFFFF>
        <CENTER><TABLE WIDTH=600 BORDER=0><TR><TD COLSPAN=2><FONT SIZE=5>某市中小学收费管理办法</FONT></TD></TR>
        <TR><TD WIDTH=100><A HREF=1.htm>首页</A><BR><A HREF=2.htm>法规</A></TD>
        <TD><FONT SIZE=3>　　第一条 为了规范收费，制定本办法。<BR>
        　　第二条 收费项目由市政府规定；<BR>　　（一）学费；<BR>　　（二）住宿费。<BR><BR>
        　　第三条 本办法自1998年9月1日起施行。</FONT></TD></TR></TABLE>
        <P>[<A HREF=#>返回首页</A>]</CENTER></BODY></HTML>",
        &Expected {
            text: "某市中小学收费管理办法\n\n　　第一条 为了规范收费，制定本办法。\n　　第二条 收费项目由市政府规定；\n　　（一）学费；\n　　（二）住宿费。\n\n　　第三条 本办法自1998年9月1日起施行。",
            attributes: &[("page_title", "文件选登")],
            codes: &["read.content-judged"],
            ..NOTHING
        },
    );
}

#[test]
fn wechat_article() {
    check(
        "<html><head><meta property='og:title' content='一图读懂「双减」意见'>
        <meta property='og:site_name' content='微信公众平台'></head><body><div id='js_article'>
        <h1 class='rich_media_title' id='activity-name'> 一图读懂「双减」意见 </h1>
        <div id='meta_content' class='rich_media_meta_list'><span class='rich_media_meta'>原创</span>
        <a id='js_name'> 某市教育 </a><em id='publish_time'>2021-07-25 08:00</em></div>
        <div class='rich_media_content' id='js_content' style='visibility: hidden; opacity: 0;'>
        <section><section><p><span>点击上方蓝字关注我们</span></p></section>
        <p><span leaf=''>一、减轻作业负担。</span></p><p><img data-src='a.png'></p>
        <section><span>二、提升</span><strong><span>课后服务</span></strong><span>水平。</span></section></section></div>
        <div class='rich_media_tool'><a>阅读原文</a><span>在看</span></div></div>
        <div id='js_pc_qr_code'>微信扫一扫关注该公众号</div>
        <script>var ct = '1627171200';</script></body></html>",
        &Expected {
            text: "一、减轻作业负担。\n\n二、提升课后服务水平。",
            title: Some("一图读懂「双减」意见"),
            published: Some("2021-07-25"),
            attributes: &[("js_name", "某市教育"), ("og:site_name", "微信公众平台")],
            ..NOTHING
        },
    );
}

#[test]
fn word_saved_as_a_page() {
    check(
        "<html xmlns:o='urn:schemas-microsoft-com:office:office'><head><style><!-- p.MsoNormal {} --></style></head>
        <body lang=ZH-CN><div class=Section1><?xml:namespace prefix = o />
        <p class=MsoNormal align=center><b><span style='font-size:22pt'>关于课后服务的通知<o:p></o:p></span></b></p>
        <p class=MsoNormal><span>各学校：<o:p></o:p></span></p>
        <p class=MsoNormal style='text-indent:28.0pt'><span>请于</span><st1:chsdate Year='2019' w:st='on'><span
        lang=EN-US>2019</span><span>年</span></st1:chsdate><span>底前完成。</span></p>
        <table class=MsoTableGrid border=1><tr><td><p class=MsoNormal>学校</p></td><td><p class=MsoNormal>人数</p></td></tr>
        <tr><td><p class=MsoNormal>一中</p></td><td><p class=MsoNormal>30</p></td></tr></table>
        <p class=MsoNormal><o:p>&nbsp;</o:p></p></div></body></html>",
        &Expected {
            text: "关于课后服务的通知\n\n各学校：\n\n请于2019年底前完成。\n\n学校\t人数\n一中\t30",
            ..NOTHING
        },
    );
}

#[test]
fn an_encoded_fragment_from_a_database() {
    check(
        "<p>&amp;nbsp;&amp;nbsp;各区县教育局：</p><p>现转发《关于&amp;lt;教师法&amp;gt;实施工作的通知》。<br/>请遵照执行。</p>",
        &Expected {
            text: "\u{a0}\u{a0}各区县教育局：\n\n现转发《关于<教师法>实施工作的通知》。\n请遵照执行。",
            codes: &["read.encoded-twice"],
            ..NOTHING
        },
    );
}

#[test]
fn school_site_with_its_text_in_two_boxes() {
    check(
        "<html><head><title>关于招生的公告-某大学招生网</title><META Name='keywords' Content='某大学招生网'></head><body>
        <div class='nav'><ul><li><a>学校概况</a></li></ul></div>
        <form name='_newscontent_fromname'><div class='content-title fl'><h3>关于招生的公告</h3>
        <i>发布时间：2022年03月01日 点击：[<span id=n>12</span>]</i></div>
        <div id='vsb_content'><div class='v_news_content'><p>一、招生计划如下。</p><p>二、报名办法另行公布。</p></div></div>
        <p>附件【<a href='1.pdf'>招生计划.pdf</a>】已下载<span>3</span>次</p>
        <p>上一条：<a>甲</a></p><p>【<a>关闭</a>】</p></form></body></html>",
        &Expected {
            text: "一、招生计划如下。\n\n二、报名办法另行公布。",
            title: Some("关于招生的公告"),
            published: Some("2022-03-01"),
            ..NOTHING
        },
    );
}

#[test]
fn head_and_foot_lines_around_a_text_of_unknown_place() {
    check(
        "<body><div><a href=/>首页</a> &gt;&gt; <a>政务</a> &gt;&gt; 正文</div>
        <div class=x><p>某区关于推进集团化办学的意见</p>
        <p>日期：2015-11-02 作者：办公室 点击：[88]</p>
        <p>一、总体要求。坚持公平；坚持质量。</p><p>二、主要任务。扩大优质资源。</p>
        <p>某区教育局</p><p>2015年10月30日</p>
        <p>本文浏览次数：88次</p><p>【我要打印】 【返回顶部】</p></div>
        <p>« 上一篇：关于放假的通知</p><p>网站地图 | 联系我们</p></body>",
        &Expected {
            text: "某区关于推进集团化办学的意见\n\n一、总体要求。坚持公平；坚持质量。\n\n二、主要任务。扩大优质资源。\n\n某区教育局\n\n2015年10月30日",
            published: Some("2015-11-02"),
            codes: &["read.content-judged"],
            ..NOTHING
        },
    );
}
