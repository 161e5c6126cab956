//! What a number says of itself: where, who, and what class of document.

use super::DocNumber;
use crate::document::{Agencies, Agency};
use crate::shipped::pattern;
use regex::Regex;
use std::sync::LazyLock;

/// The number of a lawsuit: 沪一中民终字, 浦民一初字, 沪0115民初.
static CASE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:民|刑|行|执|商|知|破|赔|仲|经)[一二三四五六]?(?:（?[民行刑商知]）?)?(?:初|终|再|申|监|提|抗|裁|撤|复|辖|执)字?第?[0-9]*号?$",
    )
});

impl DocNumber {
    /// Where the documents of this number hold, as far as its code says: 沪教委基 is 上海市. The
    /// likeliest of several, as in [`Agency::also`].
    ///
    /// ```
    /// use zhengce::document::DocNumber;
    /// let number = DocNumber::parse("沪教委基〔2012〕40号").unwrap();
    /// assert_eq!(number.jurisdiction().as_deref(), Some("上海市"));
    /// assert_eq!(number.organ().as_deref(), Some("上海市教育委员会"));
    /// ```
    #[must_use]
    pub fn jurisdiction(&self) -> Option<String> {
        self.agency()?.region
    }

    /// The organ whose code it is.
    #[must_use]
    pub fn organ(&self) -> Option<String> {
        self.agency()?.issuer
    }

    /// The word at the end of the code that tells the class of the document: 发, 函 (a letter),
    /// 规 (a normative document), 令, 公告 …; `None` where only an organ or department is named.
    ///
    /// ```
    /// use zhengce::document::DocNumber;
    /// let class = |n| DocNumber::parse(n).and_then(|n| n.class());
    /// assert_eq!(class("国办发〔2015〕71号"), Some("发"));
    /// assert_eq!(class("沪府规〔2021〕8号"), Some("规"));
    /// assert_eq!(class("教育部令第13号"), Some("令"));
    /// assert_eq!(class("沪教委基〔2012〕40号"), None);
    /// ```
    #[must_use]
    pub fn class(&self) -> Option<&'static str> {
        Agencies::standard().class_of(&self.code)
    }

    /// Whether the number marks a document of several organs: 联 in its code, or the numbers of
    /// several organs.
    ///
    /// ```
    /// use zhengce::document::DocNumber;
    /// assert!(DocNumber::parse("工信部联企业〔2011〕300号").unwrap().is_joint());
    /// // 残联 is one organ.
    /// assert!(!DocNumber::parse("沪残联〔2015〕34号").unwrap().is_joint());
    /// ```
    #[must_use]
    pub fn is_joint(&self) -> bool {
        !self.joint.is_empty()
            || self.code.contains('、')
            || Agencies::standard().is_joint(&self.code)
    }

    /// Whether `text` ends as the numbers of lawsuits do: （2013）沪一中民终字第123号 is not the
    /// number of a document.
    #[must_use]
    pub fn is_of_a_case(text: &str) -> bool {
        CASE.is_match(text.trim())
    }

    /// Who issued it, at which level, for which region, as far as code and year tell.
    ///
    /// ```
    /// use zhengce::document::DocNumber;
    /// let issuer = |n| DocNumber::parse(n)?.agency()?.issuer;
    /// assert_eq!(issuer("卫医发〔2010〕6号").as_deref(), Some("卫生部"));
    /// ```
    #[must_use]
    pub fn agency(&self) -> Option<Agency> {
        Agencies::standard().by_code_in(&self.code, self.year)
    }
}
