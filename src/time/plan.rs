//! [`PlanPeriod`]: the five-year plans as stages of time.

use super::knowledge::{Plan, knowledge};

/// The years of a five-year plan, the stages in which policy studies group documents.
///
/// ```
/// use zhengce::time::PlanPeriod;
/// let plan = PlanPeriod::of_year(2013).unwrap();
/// assert_eq!((plan.name.as_str(), plan.first_year, plan.last_year), ("十二五", 2011, 2015));
/// assert!(PlanPeriod::of_year(1964).is_none());
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct PlanPeriod {
    /// Its short name: `十二五`.
    pub name: String,
    /// Its first year.
    pub first_year: i16,
    /// Its last year.
    pub last_year: i16,
}

impl PlanPeriod {
    /// The plan that a year belongs to; none before 1953 and from 1963 to 1965.
    #[must_use]
    pub fn of_year(year: i16) -> Option<Self> {
        let plans = &knowledge().plans;
        plans
            .iter()
            .find(|p| (p.years.0..=p.years.1).contains(&year))
            .map(Self::from)
    }

    /// The plan of this short name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        let plans = &knowledge().plans;
        plans.iter().find(|p| p.name == name).map(Self::from)
    }
}

impl From<&Plan> for PlanPeriod {
    fn from(plan: &Plan) -> Self {
        Self {
            name: plan.name.clone(),
            first_year: plan.years.0,
            last_year: plan.years.1,
        }
    }
}
