//! Exact decimal numbers.

/// An exact decimal number: `mantissa × 10^exponent`, the mantissa not divisible by ten.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Value {
    pub(crate) mantissa: u64,
    pub(crate) exponent: i32,
}

impl Value {
    pub(crate) fn new(mut mantissa: u64, mut exponent: i32) -> Self {
        if mantissa == 0 {
            return Self { mantissa, exponent: 0 };
        }
        while mantissa.is_multiple_of(10) {
            mantissa /= 10;
            exponent += 1;
        }
        Self { mantissa, exponent }
    }

    pub(crate) fn whole(number: u64) -> Self {
        Self::new(number, 0)
    }

    pub(crate) fn scaled(self, exponent: i32) -> Self {
        Self::new(self.mantissa, self.exponent + exponent)
    }

    pub(super) fn add(self, other: Self) -> Option<Self> {
        let least = self.exponent.min(other.exponent);
        let at = |v: Self| v.mantissa.checked_mul(10u64.checked_pow((v.exponent - least).try_into().ok()?)?);
        Some(Self::new(at(self)?.checked_add(at(other)?)?, least))
    }

    /// As a whole number, if it is one that fits.
    pub(crate) fn as_whole(self) -> Option<u64> {
        let power = u32::try_from(self.exponent).ok()?;
        self.mantissa.checked_mul(10u64.checked_pow(power)?)
    }

    pub(crate) fn as_f64(self) -> f64 {
        self.mantissa as f64 * 10f64.powi(self.exponent)
    }

    /// As English writes it: `2,500`, `2.5`, from a million on with its scale word.
    pub(crate) fn english(self) -> String {
        let scales = [(12, "trillion"), (9, "billion"), (6, "million")];
        let digits = self.mantissa.ilog10_or_zero() as i32 + 1 + self.exponent;
        if let Some((power, word)) = scales.iter().find(|(power, _)| digits > *power)
            && self.exponent >= power - 3
        {
            return format!("{} {word}", self.scaled(-power).plain());
        }
        self.plain()
    }

    fn plain(self) -> String {
        let digits = self.mantissa.to_string();
        let point = digits.len() as i32 + self.exponent;
        let (whole, part) = if self.exponent >= 0 {
            (digits + &"0".repeat(self.exponent as usize), String::new())
        } else if point > 0 {
            let (whole, part) = digits.split_at(point as usize);
            (whole.to_owned(), part.to_owned())
        } else {
            ("0".to_owned(), "0".repeat(-point as usize) + &digits)
        };
        let mut out = String::new();
        for (i, digit) in whole.chars().enumerate() {
            if i > 0 && (whole.len() - i) % 3 == 0 && whole.len() > 3 {
                out.push(',');
            }
            out.push(digit);
        }
        if !part.is_empty() {
            out.push('.');
            out.push_str(&part);
        }
        out
    }
}

trait Log10 {
    fn ilog10_or_zero(self) -> u32;
}

impl Log10 for u64 {
    fn ilog10_or_zero(self) -> u32 {
        self.checked_ilog10().unwrap_or(0)
    }
}
