//! The arithmetic of the encoder: products of 8-bit activations with 7-bit weights, and what happens between them.
//!
//! Every function gives the same bits on every processor. Products are sums of integers, which no order changes: weights
//! lie in −63…63, so that the sum of two of them times an unsigned byte fits in 16 bits (2 · 63 · 255 = 32,130), as AVX2
//! needs. Everything else is one piece of Rust per function, compiled once for each instruction set: sums run over a
//! fixed number of lanes, and the compiler never fuses a multiplication with an addition.
//!
//! This is the only module with `unsafe` code, for two reasons: calling a function that was compiled for instructions
//! which the processor was found to have, and loading vectors from slices whose length was checked.

use std::sync::OnceLock;

/// The instructions that the kernels use. A value other than the portable one is only made once they have been found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Isa(Kind);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Portable,
    #[cfg(target_arch = "x86_64")]
    Avx2,
    #[cfg(target_arch = "x86_64")]
    Avx512,
    #[cfg(target_arch = "aarch64")]
    Neon,
}

impl Isa {
    /// The best that this processor has.
    pub(super) fn detect() -> Self {
        static BEST: OnceLock<Isa> = OnceLock::new();
        *BEST.get_or_init(|| *Self::available().last().expect("the portable one is always there"))
    }

    /// All that this processor has, best last.
    pub(super) fn available() -> Vec<Self> {
        let mut found = vec![Self(Kind::Portable)];
        #[cfg(target_arch = "x86_64")]
        {
            if is_x86_feature_detected!("avx2") {
                found.push(Self(Kind::Avx2));
            }
            if is_x86_feature_detected!("avx2")
                && is_x86_feature_detected!("avx512f")
                && is_x86_feature_detected!("avx512bw")
                && is_x86_feature_detected!("avx512vl")
                && is_x86_feature_detected!("avx512dq")
                && is_x86_feature_detected!("avx512vnni")
            {
                found.push(Self(Kind::Avx512));
            }
        }
        #[cfg(target_arch = "aarch64")]
        if std::arch::is_aarch64_feature_detected!("neon") {
            found.push(Self(Kind::Neon));
        }
        found
    }
}

/// Makes `$name(isa, …)` run the inlined function `$body(…)`, compiled for the instructions of `isa`.
macro_rules! compiled_for_each {
    ($(#[$doc:meta])* $name:ident = $body:ident($($argument:ident: $kind:ty),* $(,)?)) => {
        $(#[$doc])*
        pub(super) fn $name(isa: Isa, $($argument: $kind),*) {
            #[cfg(target_arch = "x86_64")]
            #[target_feature(enable = "avx2")]
            fn avx2($($argument: $kind),*) {
                $body($($argument),*);
            }
            #[cfg(target_arch = "x86_64")]
            #[target_feature(enable = "avx2,avx512f,avx512bw,avx512vl,avx512dq")]
            fn avx512($($argument: $kind),*) {
                $body($($argument),*);
            }
            match isa.0 {
                Kind::Portable => $body($($argument),*),
                // SAFETY: such an `Isa` is only made once these features have been detected.
                #[cfg(target_arch = "x86_64")]
                Kind::Avx2 => unsafe { avx2($($argument),*) },
                // SAFETY: as above.
                #[cfg(target_arch = "x86_64")]
                Kind::Avx512 => unsafe { avx512($($argument),*) },
                // NEON is part of the base instruction set, for which everything is compiled anyway.
                #[cfg(target_arch = "aarch64")]
                Kind::Neon => $body($($argument),*),
            }
        }
    };
}

/// Outputs that are computed together.
pub(super) const TILE_OUTPUTS: usize = 64;
/// Tokens that are computed together.
const TILE_TOKENS: usize = 5;
/// Outputs whose weights lie side by side.
const PANEL: usize = 16;
/// Inputs that one instruction adds up.
const GROUP: usize = 4;
const PANELS: usize = TILE_OUTPUTS / PANEL;
/// Largest weight.
const WEIGHT_MAX: f32 = 63.0;
/// What activations are shifted by to become unsigned.
const ACTIVATION_ZERO: i32 = 128;

/// The weights of one panel for one group of inputs: output by output.
#[derive(Clone, Copy, Debug)]
#[repr(C, align(64))]
struct Group([i8; PANEL * GROUP]);

/// A matrix of 7-bit weights with a scale for each row, packed in the order in which the product reads it.
#[derive(Clone, Debug)]
pub(super) struct Weights {
    inputs: usize,
    /// Tile by tile, panel by panel, group of inputs by group.
    groups: Vec<Group>,
    scale: Vec<f32>,
    /// What the shift of the activations adds to each output.
    shift: Vec<i32>,
    bias: Vec<f32>,
}

impl Weights {
    /// A matrix of `outputs` × `inputs` zeros (multiples of 64) and its bias, to be filled through [`Self::tiles`].
    pub(super) fn new(outputs: usize, inputs: usize, bias: Vec<f32>) -> Self {
        assert!(
            outputs.is_multiple_of(TILE_OUTPUTS) && inputs.is_multiple_of(GROUP) && bias.len() == outputs
        );
        Self {
            inputs,
            groups: vec![Group([0; PANEL * GROUP]); outputs / PANEL * (inputs / GROUP)],
            scale: vec![0.0; outputs],
            shift: vec![0; outputs],
            bias,
        }
    }

    /// The tiles of 64 rows, each to be filled on its own.
    pub(super) fn tiles(&mut self) -> Vec<Tile<'_>> {
        let size = PANELS * (self.inputs / GROUP);
        let scales = self.scale.chunks_exact_mut(TILE_OUTPUTS);
        let shifts = self.shift.chunks_exact_mut(TILE_OUTPUTS);
        let groups = self.groups.chunks_exact_mut(size);
        groups.zip(scales).zip(shifts).map(|((groups, scale), shift)| Tile { groups, scale, shift }).collect()
    }

    fn outputs(&self) -> usize {
        self.bias.len()
    }
}

/// 64 rows of a matrix that is being packed.
pub(super) struct Tile<'a> {
    groups: &'a mut [Group],
    scale: &'a mut [f32],
    shift: &'a mut [i32],
}

impl Tile<'_> {
    /// Rounds and packs the weights of row `row` of the tile.
    pub(super) fn set_row(&mut self, row: usize, weights: &[f32]) {
        assert_eq!(self.groups.len() * GROUP, weights.len() * PANELS);
        let largest = largest_magnitude(weights);
        let inverse = if largest > 0.0 { WEIGHT_MAX / largest } else { 0.0 };
        let (panel, lane) = (row / PANEL, row % PANEL);
        let mut sum = 0;
        let (packed, _) = weights.as_chunks::<GROUP>();
        for (four, group) in packed.iter().zip(&mut self.groups[panel * packed.len()..]) {
            let rounded = four.map(|w| (w * inverse + ROUNDER).to_bits() as i8);
            sum += rounded.iter().map(|&w| i32::from(w)).sum::<i32>();
            group.0[lane * GROUP..][..GROUP].copy_from_slice(&rounded);
        }
        self.scale[row] = largest / WEIGHT_MAX;
        self.shift[row] = ACTIVATION_ZERO * sum;
    }
}

/// `out` = `weights` × activations + bias, for tokens of `inputs` activations (from [`quantise`]) with their scales.
pub(super) fn multiply(isa: Isa, weights: &Weights, activations: &[u8], scales: &[f32], out: &mut [f32]) {
    let (inputs, outputs) = (weights.inputs, weights.outputs());
    assert_eq!(activations.len(), scales.len() * inputs);
    assert_eq!(out.len(), scales.len() * outputs);
    let mut sums = [[0; TILE_OUTPUTS]; TILE_TOKENS];
    for (tile, groups) in weights.groups.chunks_exact(PANELS * (inputs / GROUP)).enumerate() {
        let first = tile * TILE_OUTPUTS;
        let mut start = 0;
        while start < scales.len() {
            let tokens = TILE_TOKENS.min(scales.len() - start);
            let rows = &activations[start * inputs..(start + tokens) * inputs];
            sum_products(isa, groups, rows, inputs, &mut sums[..tokens]);
            let scales = &scales[start..start + tokens];
            finish(
                isa,
                weights,
                first,
                &sums[..tokens],
                scales,
                &mut out[start * outputs..(start + tokens) * outputs],
            );
            start += tokens;
        }
    }
}

compiled_for_each! {
    /// From sums of integers to outputs.
    finish = finish_body(weights: &Weights, first: usize, sums: &[[i32; TILE_OUTPUTS]], scales: &[f32], out: &mut [f32])
}

#[inline(always)]
fn finish_body(
    weights: &Weights,
    first: usize,
    sums: &[[i32; TILE_OUTPUTS]],
    scales: &[f32],
    out: &mut [f32],
) {
    let shift = &weights.shift[first..first + TILE_OUTPUTS];
    let scale = &weights.scale[first..first + TILE_OUTPUTS];
    let bias = &weights.bias[first..first + TILE_OUTPUTS];
    for ((sums, &token), out) in sums.iter().zip(scales).zip(out.chunks_exact_mut(weights.bias.len())) {
        let out = &mut out[first..first + TILE_OUTPUTS];
        for i in 0..TILE_OUTPUTS {
            out[i] = (sums[i] - shift[i]) as f32 * scale[i] * token + bias[i];
        }
    }
}

/// `sums[t][o]` = Σ over the inputs of activation (token t) × weight (output o).
fn sum_products(isa: Isa, groups: &[Group], rows: &[u8], inputs: usize, sums: &mut [[i32; TILE_OUTPUTS]]) {
    assert_eq!(rows.len(), sums.len() * inputs);
    assert_eq!(groups.len() * GROUP, inputs * PANELS);
    let (rows, _) = rows.as_chunks::<GROUP>();
    match isa.0 {
        Kind::Portable => portable(groups, rows, sums),
        // SAFETY: such an `Isa` is only made once AVX2 has been detected.
        #[cfg(target_arch = "x86_64")]
        Kind::Avx2 => unsafe { x86::avx2(groups, rows, sums) },
        // SAFETY: such an `Isa` is only made once AVX-512 F, BW, VL, DQ and VNNI have been detected.
        #[cfg(target_arch = "x86_64")]
        Kind::Avx512 => unsafe { x86::avx512(groups, rows, sums) },
        // SAFETY: such an `Isa` is only made once NEON has been detected.
        #[cfg(target_arch = "aarch64")]
        Kind::Neon => unsafe { arm::neon(groups, rows, sums) },
    }
}

fn portable(groups: &[Group], rows: &[[u8; GROUP]], sums: &mut [[i32; TILE_OUTPUTS]]) {
    let count = groups.len() / PANELS;
    sums.fill([0; TILE_OUTPUTS]);
    for (panel, groups) in groups.chunks_exact(count).enumerate() {
        for (g, group) in groups.iter().enumerate() {
            // Input by input, so that the outputs are the lanes of vectors.
            let mut weights = [[0i16; PANEL]; GROUP];
            for (o, four) in group.0.as_chunks::<GROUP>().0.iter().enumerate() {
                for (k, &weight) in four.iter().enumerate() {
                    weights[k][o] = i16::from(weight);
                }
            }
            for (row, sums) in rows.chunks_exact(count).zip(&mut *sums) {
                add_group(&weights, row[g], &mut sums.as_chunks_mut().0[panel]);
            }
        }
    }
}

/// Adds the products of one group of inputs. Two products fit in 16 bits.
#[inline(always)]
fn add_group(weights: &[[i16; PANEL]; GROUP], four: [u8; GROUP], sums: &mut [i32; PANEL]) {
    let four = four.map(i16::from);
    let [mut first, mut second] = [[0; PANEL]; 2];
    for o in 0..PANEL {
        first[o] = weights[0][o] * four[0] + weights[1][o] * four[1];
    }
    for o in 0..PANEL {
        second[o] = weights[2][o] * four[2] + weights[3][o] * four[3];
    }
    for o in 0..PANEL {
        sums[o] += i32::from(first[o]) + i32::from(second[o]);
    }
}

#[cfg(target_arch = "x86_64")]
mod x86 {
    use super::{GROUP, Group, PANELS, TILE_OUTPUTS};
    use std::arch::x86_64::*;

    #[target_feature(enable = "avx2")]
    pub(super) fn avx2(groups: &[Group], rows: &[[u8; GROUP]], sums: &mut [[i32; TILE_OUTPUTS]]) {
        match sums.len() {
            1 => avx2_tile::<1>(groups, rows, sums),
            2 => avx2_tile::<2>(groups, rows, sums),
            3 => avx2_tile::<3>(groups, rows, sums),
            4 => avx2_tile::<4>(groups, rows, sums),
            _ => avx2_tile::<5>(groups, rows, sums),
        }
    }

    /// One panel after the other: 2 vectors of sums for each of `T` tokens, 10 of the 16 registers.
    #[target_feature(enable = "avx2")]
    fn avx2_tile<const T: usize>(groups: &[Group], rows: &[[u8; GROUP]], sums: &mut [[i32; TILE_OUTPUTS]]) {
        let count = groups.len() / PANELS;
        assert!(sums.len() == T && rows.len() == T * count && groups.len() == PANELS * count);
        let ones = _mm256_set1_epi16(1);
        for panel in 0..PANELS {
            let mut total = [[_mm256_setzero_si256(); 2]; T];
            for g in 0..count {
                let weights = groups[panel * count + g].0.as_ptr();
                // SAFETY: a group is 64 bytes, aligned to 64.
                let halves =
                    unsafe { [_mm256_load_si256(weights.cast()), _mm256_load_si256(weights.add(32).cast())] };
                for (t, total) in total.iter_mut().enumerate() {
                    // SAFETY: t < T and g < count, and there are T × count rows.
                    let four = unsafe { *rows.get_unchecked(t * count + g) };
                    let four = _mm256_set1_epi32(i32::from_le_bytes(four));
                    for (total, half) in total.iter_mut().zip(halves) {
                        let pairs = _mm256_maddubs_epi16(four, half);
                        *total = _mm256_add_epi32(*total, _mm256_madd_epi16(pairs, ones));
                    }
                }
            }
            for (sums, total) in sums.iter_mut().zip(total) {
                let out = sums[panel * 16..][..16].as_mut_ptr();
                // SAFETY: the slice that `out` points to has room for two vectors of 8.
                unsafe {
                    _mm256_storeu_si256(out.cast(), total[0]);
                    _mm256_storeu_si256(out.add(8).cast(), total[1]);
                }
            }
        }
    }

    #[target_feature(enable = "avx512f,avx512bw,avx512vl,avx512dq,avx512vnni")]
    pub(super) fn avx512(groups: &[Group], rows: &[[u8; GROUP]], sums: &mut [[i32; TILE_OUTPUTS]]) {
        match sums.len() {
            1 => avx512_tile::<1>(groups, rows, sums),
            2 => avx512_tile::<2>(groups, rows, sums),
            3 => avx512_tile::<3>(groups, rows, sums),
            4 => avx512_tile::<4>(groups, rows, sums),
            _ => avx512_tile::<5>(groups, rows, sums),
        }
    }

    /// All four panels at once: 4 vectors of sums for each of `T` tokens, 20 of the 32 registers.
    #[target_feature(enable = "avx512f,avx512bw,avx512vl,avx512dq,avx512vnni")]
    fn avx512_tile<const T: usize>(groups: &[Group], rows: &[[u8; GROUP]], sums: &mut [[i32; TILE_OUTPUTS]]) {
        let count = groups.len() / PANELS;
        assert!(sums.len() == T && rows.len() == T * count && groups.len() == PANELS * count);
        let mut total = [[_mm512_setzero_si512(); PANELS]; T];
        for g in 0..count {
            let mut vectors = [_mm512_setzero_si512(); PANELS];
            for (p, vector) in vectors.iter_mut().enumerate() {
                // SAFETY: p < PANELS and g < count, and there are PANELS × count groups of 64 bytes, aligned to 64.
                *vector = unsafe { _mm512_load_si512(groups.as_ptr().add(p * count + g).cast()) };
            }
            for (t, total) in total.iter_mut().enumerate() {
                // SAFETY: t < T and g < count, and there are T × count rows.
                let four = unsafe { *rows.get_unchecked(t * count + g) };
                let four = _mm512_set1_epi32(i32::from_le_bytes(four));
                for (total, vector) in total.iter_mut().zip(vectors) {
                    *total = _mm512_dpbusd_epi32(*total, four, vector);
                }
            }
        }
        for (sums, total) in sums.iter_mut().zip(total) {
            for (out, total) in sums.chunks_exact_mut(16).zip(total) {
                // SAFETY: `out` has room for a vector of 16.
                unsafe { _mm512_storeu_si512(out.as_mut_ptr().cast(), total) };
            }
        }
    }
}

#[cfg(target_arch = "aarch64")]
mod arm {
    use super::{GROUP, Group, PANELS, TILE_OUTPUTS};
    use std::arch::aarch64::*;

    #[target_feature(enable = "neon")]
    pub(super) fn neon(groups: &[Group], rows: &[[u8; GROUP]], sums: &mut [[i32; TILE_OUTPUTS]]) {
        match sums.len() {
            1 => neon_tile::<1>(groups, rows, sums),
            2 => neon_tile::<2>(groups, rows, sums),
            3 => neon_tile::<3>(groups, rows, sums),
            4 => neon_tile::<4>(groups, rows, sums),
            _ => neon_tile::<5>(groups, rows, sums),
        }
    }

    /// One panel after the other. NEON multiplies signed by signed: the activations are taken less 128, and what that
    /// leaves out, 128 × the sum of the weights, is added at the end, so that the sums are those of the other kernels.
    #[target_feature(enable = "neon")]
    fn neon_tile<const T: usize>(groups: &[Group], rows: &[[u8; GROUP]], sums: &mut [[i32; TILE_OUTPUTS]]) {
        let count = groups.len() / PANELS;
        assert!(sums.len() == T && rows.len() == T * count && groups.len() == PANELS * count);
        let (sign, ones) = (vdupq_n_u8(128), vdupq_n_s8(1));
        for panel in 0..PANELS {
            let mut total = [[vdupq_n_s32(0); 4]; T];
            let mut weight_sum = [vdupq_n_s32(0); 4];
            for g in 0..count {
                let weights = groups[panel * count + g].0.as_ptr();
                // SAFETY: a group is 64 bytes.
                let quarters: [int8x16_t; 4] =
                    std::array::from_fn(|q| unsafe { vld1q_s8(weights.add(16 * q)) });
                for (sum, quarter) in weight_sum.iter_mut().zip(quarters) {
                    *sum = add_products(*sum, quarter, ones);
                }
                for (t, total) in total.iter_mut().enumerate() {
                    // SAFETY: t < T and g < count, and there are T × count rows.
                    let four = unsafe { *rows.get_unchecked(t * count + g) };
                    let four = vreinterpretq_u8_u32(vdupq_n_u32(u32::from_le_bytes(four)));
                    let four = vreinterpretq_s8_u8(veorq_u8(four, sign));
                    for (total, quarter) in total.iter_mut().zip(quarters) {
                        *total = add_products(*total, quarter, four);
                    }
                }
            }
            for (sums, total) in sums.iter_mut().zip(total) {
                for (q, out) in sums[panel * 16..][..16].chunks_exact_mut(4).enumerate() {
                    let all = vaddq_s32(total[q], vshlq_n_s32::<7>(weight_sum[q]));
                    // SAFETY: `out` has room for a vector of 4.
                    unsafe { vst1q_s32(out.as_mut_ptr(), all) };
                }
            }
        }
    }

    /// Adds to each of four sums the products of four neighbours. Two products, at most 2 · 63 · 128, fit in 16 bits.
    #[inline]
    #[target_feature(enable = "neon")]
    fn add_products(total: int32x4_t, weights: int8x16_t, four: int8x16_t) -> int32x4_t {
        let low = vmull_s8(vget_low_s8(weights), vget_low_s8(four));
        let high = vmull_high_s8(weights, four);
        vpadalq_s16(total, vpaddq_s16(low, high))
    }
}

/// Lanes of a sum whose order is the same everywhere.
const LANES: usize = 16;

#[inline(always)]
fn add_up(mut lanes: [f32; LANES]) -> f32 {
    let mut half = LANES / 2;
    while half > 0 {
        for i in 0..half {
            lanes[i] += lanes[i + half];
        }
        half /= 2;
    }
    lanes[0]
}

#[inline(always)]
fn dot(a: &[f32], b: &[f32]) -> f32 {
    let mut lanes = [0.0; LANES];
    let ((a, a_rest), (b, b_rest)) = (a.as_chunks::<LANES>(), b.as_chunks::<LANES>());
    for (a, b) in a.iter().zip(b) {
        for i in 0..LANES {
            lanes[i] += a[i] * b[i];
        }
    }
    for (i, (a, b)) in a_rest.iter().zip(b_rest).enumerate() {
        lanes[i] += a * b;
    }
    add_up(lanes)
}

#[inline(always)]
fn largest_magnitude(x: &[f32]) -> f32 {
    let mut lanes = [0f32; LANES];
    let (chunks, rest) = x.as_chunks::<LANES>();
    for chunk in chunks {
        for i in 0..LANES {
            let magnitude = chunk[i].abs();
            lanes[i] = if magnitude > lanes[i] { magnitude } else { lanes[i] };
        }
    }
    rest.iter().map(|x| x.abs()).chain(lanes).fold(0.0, |most, x| if x > most { x } else { most })
}

/// Adding 1.5 · 2²³ rounds what is smaller than 2²² to the nearest integer, to even at the middle: it stands in the low
/// bits of the sum.
const ROUNDER: f32 = 12_582_912.0;

compiled_for_each! {
    /// Rows of `width` numbers to bytes, 128 standing for 0, with one scale per row.
    quantise = quantise_body(x: &[f32], width: usize, out: &mut [u8], scales: &mut [f32])
}

#[inline(always)]
fn quantise_body(x: &[f32], width: usize, out: &mut [u8], scales: &mut [f32]) {
    for ((x, out), scale) in x.chunks_exact(width).zip(out.chunks_exact_mut(width)).zip(scales) {
        let largest = largest_magnitude(x);
        let inverse = if largest > 0.0 { 127.0 / largest } else { 0.0 };
        *scale = largest / 127.0;
        for (x, out) in x.iter().zip(out) {
            *out = ((x * inverse + ROUNDER).to_bits() as u8).wrapping_add(ACTIVATION_ZERO as u8);
        }
    }
}

compiled_for_each! {
    /// Adds `y` to `x` and normalises each row: mean 0, variance 1, then `weight` and `bias`.
    add_and_normalise = add_and_normalise_body(x: &mut [f32], y: &[f32], weight: &[f32], bias: &[f32], epsilon: f32)
}

#[inline(always)]
fn add_and_normalise_body(x: &mut [f32], y: &[f32], weight: &[f32], bias: &[f32], epsilon: f32) {
    let width = weight.len();
    let bias = &bias[..width];
    for (x, y) in x.chunks_exact_mut(width).zip(y.chunks_exact(width)) {
        let mut lanes = [0.0; LANES];
        for (x, y) in x.chunks_exact_mut(LANES).zip(y.chunks_exact(LANES)) {
            for i in 0..LANES {
                x[i] += y[i];
                lanes[i] += x[i];
            }
        }
        let mean = add_up(lanes) / width as f32;
        let mut lanes = [0.0; LANES];
        for x in x.chunks_exact_mut(LANES) {
            for i in 0..LANES {
                x[i] -= mean;
                lanes[i] += x[i] * x[i];
            }
        }
        let factor = 1.0 / (add_up(lanes) / width as f32 + epsilon).sqrt();
        for i in 0..width {
            x[i] = x[i] * factor * weight[i] + bias[i];
        }
    }
}

compiled_for_each! {
    /// Gaussian error linear unit: x times the share of the normal distribution below x, to within 4 · 10⁻⁵.
    gelu = gelu_body(x: &mut [f32])
}

/// erf(x/√2)/x as a polynomial in x², fitted for |x| ≤ 4.3 so that the largest error of x·erf is least.
const ERF: [f32; 9] = [
    0.797_605_5,
    -0.132_313,
    0.019_391_209,
    -0.002_143_006,
    0.000_174_269_43,
    -1.001_530_1e-5,
    3.805_994_6e-7,
    -8.502_201e-9,
    8.399_784e-11,
];

#[inline(always)]
fn gelu_body(x: &mut [f32]) {
    for x in x {
        let square = *x * *x;
        let mut erf = ERF[8];
        for i in (0..8).rev() {
            erf = erf * square + ERF[i];
        }
        erf *= *x;
        let erf = if *x > 4.3 { 1.0 } else { erf };
        let erf = if *x < -4.3 { -1.0 } else { erf };
        *x = 0.5 * *x * (1.0 + erf);
    }
}

/// eˣ for x ≤ 0, to within 2 · 10⁻⁷ of it; 0 below −87.
#[inline(always)]
fn exp(x: f32) -> f32 {
    let limited = if x < -87.0 { -87.0 } else { x };
    let shifted = limited * std::f32::consts::LOG2_E + ROUNDER;
    let whole = shifted - ROUNDER;
    // ln 2 in two parts, the first with few digits, so that the product is exact.
    let rest = limited - whole * 0.693_359_4 - whole * -2.121_944_4e-4;
    let mut e = 1.987_569_2e-4;
    for c in [1.398_199_9e-3, 8.333_452e-3, 4.166_579_6e-2, 1.666_666_5e-1, 0.5, 1.0, 1.0] {
        e = e * rest + c;
    }
    let power = f32::from_bits((shifted.to_bits() << 23).wrapping_add(1.0f32.to_bits()));
    if x < -87.0 { 0.0 } else { e * power }
}

/// Size of a head.
const HEAD: usize = super::file::HEAD;

compiled_for_each! {
    /// Attention within one sequence: `qkv` holds for each token its queries, keys and values, `out` gets `hidden`
    /// numbers for each. `scratch` has at least [`attention_scratch`] numbers.
    attention = attention_body(qkv: &[f32], hidden: usize, scratch: &mut [f32], out: &mut [f32])
}

/// How many numbers of scratch a sequence of `tokens` needs.
pub(super) fn attention_scratch(tokens: usize) -> usize {
    (HEAD + 1) * tokens.next_multiple_of(LANES)
}

#[inline(always)]
fn attention_body(qkv: &[f32], hidden: usize, scratch: &mut [f32], out: &mut [f32]) {
    let tokens = out.len() / hidden;
    let blocks = tokens.div_ceil(LANES);
    let (keys, scores) = scratch[..(HEAD + 1) * blocks * LANES].split_at_mut(HEAD * blocks * LANES);
    let (scores, _) = scores.as_chunks_mut::<LANES>();
    let width = 3 * hidden;
    let scale = 1.0 / (HEAD as f32).sqrt();
    keys.fill(0.0);
    for head in (0..hidden).step_by(HEAD) {
        // Keys by lanes of tokens, so that scores are sums in one order, lane by lane.
        for (t, row) in qkv.chunks_exact(width).enumerate() {
            let keys = &mut keys[t / LANES * HEAD * LANES + t % LANES..];
            for (key, &k) in keys.iter_mut().step_by(LANES).zip(&row[hidden + head..][..HEAD]) {
                *key = k * scale;
            }
        }
        let (keys, _) = keys.as_chunks::<LANES>();
        for (row, out) in qkv.chunks_exact(width).zip(out.chunks_exact_mut(hidden)) {
            let mut most = [f32::MIN; LANES];
            for (scores, keys) in scores.iter_mut().zip(keys.chunks_exact(HEAD)) {
                *scores = combine(&row[head..head + HEAD], keys);
            }
            // Lanes after the last token score nothing.
            scores[blocks - 1][tokens - (blocks - 1) * LANES..].fill(f32::MIN);
            for scores in scores.iter() {
                for i in 0..LANES {
                    most[i] = if scores[i] > most[i] { scores[i] } else { most[i] };
                }
            }
            let most = most.iter().fold(f32::MIN, |most, &x| if x > most { x } else { most });
            let mut total = [0.0; LANES];
            for scores in scores.iter_mut() {
                for i in 0..LANES {
                    scores[i] = exp(scores[i] - most);
                    total[i] += scores[i];
                }
            }
            let share = 1.0 / add_up(total);
            let mut even = [0.0; HEAD];
            let mut odd = [0.0; HEAD];
            let mut pairs = qkv.chunks_exact(2 * width);
            let (score_pairs, _) = scores.as_flattened().as_chunks::<2>();
            for (score, rows) in score_pairs.iter().zip(&mut pairs) {
                let value = &rows[2 * hidden + head..][..HEAD];
                for d in 0..HEAD {
                    even[d] += score[0] * value[d];
                }
                let value = &rows[width + 2 * hidden + head..][..HEAD];
                for d in 0..HEAD {
                    odd[d] += score[1] * value[d];
                }
            }
            if let Some(value) = pairs.remainder().get(2 * hidden + head..) {
                let score = scores.as_flattened()[tokens - 1];
                for d in 0..HEAD {
                    even[d] += score * value[d];
                }
            }
            let out = &mut out[head..head + HEAD];
            for d in 0..HEAD {
                out[d] = (even[d] + odd[d]) * share;
            }
        }
    }
}

/// Σ factor × row, in four sums that do not wait for each other.
#[inline(always)]
fn combine(factors: &[f32], rows: &[[f32; LANES]]) -> [f32; LANES] {
    let [mut a, mut b, mut c, mut d] = [[0.0; LANES]; 4];
    let ((factors, _), (rows, _)) = (factors.as_chunks::<4>(), rows.as_chunks::<4>());
    for (factor, row) in factors.iter().zip(rows) {
        for i in 0..LANES {
            a[i] += factor[0] * row[0][i];
        }
        for i in 0..LANES {
            b[i] += factor[1] * row[1][i];
        }
        for i in 0..LANES {
            c[i] += factor[2] * row[2][i];
        }
        for i in 0..LANES {
            d[i] += factor[3] * row[3][i];
        }
    }
    let mut sum = [0.0; LANES];
    for i in 0..LANES {
        sum[i] = (a[i] + b[i]) + (c[i] + d[i]);
    }
    sum
}

compiled_for_each! {
    /// Makes `x` as long as 1, unless it is 0.
    make_unit = make_unit_body(x: &mut [f32])
}

#[inline(always)]
fn make_unit_body(x: &mut [f32]) {
    let length = dot(x, x).sqrt();
    if length > 0.0 {
        x.iter_mut().for_each(|x| *x /= length);
    }
}

compiled_for_each! {
    /// Products of each of the rows of `a` (of `width` numbers) with each of the rows of `b`.
    products = products_body(a: &[f32], b: &[f32], width: usize, out: &mut [f32])
}

#[inline(always)]
fn products_body(a: &[f32], b: &[f32], width: usize, out: &mut [f32]) {
    let mut out = out.iter_mut();
    for a in a.chunks_exact(width) {
        for (b, out) in b.chunks_exact(width).zip(&mut out) {
            *out = dot(a, b);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers without a pattern, −1…1.
    fn noise(n: usize, seed: u32) -> Vec<f32> {
        let mut state = seed.wrapping_mul(2_654_435_761).wrapping_add(1);
        let step = |_| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 8) as f32 / (1 << 23) as f32 - 1.0
        };
        (0..n).map(step).collect()
    }

    fn weights(outputs: usize, inputs: usize) -> (Vec<f32>, Weights) {
        let numbers = noise(outputs * inputs, 7);
        let mut weights = Weights::new(outputs, inputs, noise(outputs, 8));
        for (tile, rows) in weights.tiles().into_iter().zip(numbers.chunks_exact(TILE_OUTPUTS * inputs)) {
            let mut tile = tile;
            for (i, row) in rows.chunks_exact(inputs).enumerate() {
                tile.set_row(i, row);
            }
        }
        (numbers, weights)
    }

    fn bits(x: &[f32]) -> Vec<u32> {
        x.iter().map(|x| x.to_bits()).collect()
    }

    #[test]
    fn every_instruction_set_gives_the_same_bits() {
        let (outputs, inputs) = (128, 192);
        let (_, weights) = weights(outputs, inputs);
        for tokens in [1, 2, 5, 6, 7, 13] {
            let x = noise(tokens * inputs, tokens as u32);
            let mut expected: Option<Vec<Vec<u32>>> = None;
            for isa in Isa::available() {
                let (mut bytes, mut scales) = (vec![0; x.len()], vec![0.0; tokens]);
                quantise(isa, &x, inputs, &mut bytes, &mut scales);
                let mut product = vec![0.0; tokens * outputs];
                multiply(isa, &weights, &bytes, &scales, &mut product);
                let mut wide: Vec<f32> = x.iter().map(|x| x * 6.0).collect();
                gelu(isa, &mut wide);
                let mut norm = x.clone();
                add_and_normalise(isa, &mut norm, &wide, &x[..inputs], &wide[..inputs], 1e-12);
                let mut out = vec![0.0; tokens * 64];
                let mut scratch = vec![0.0; attention_scratch(tokens)];
                attention(isa, &x, 64, &mut scratch, &mut out);
                let mut unit = x.clone();
                make_unit(isa, &mut unit);
                let mut square = vec![0.0; tokens * tokens];
                products(isa, &x, &wide, inputs, &mut square);
                let all = [product, wide, norm, out, unit, square].map(|x| bits(&x)).to_vec();
                assert_eq!(*expected.get_or_insert_with(|| all.clone()), all, "{isa:?}, {tokens} tokens");
            }
        }
    }

    #[test]
    fn extreme_activations_do_not_overflow() {
        let inputs = 1536;
        for sign in [1.0, -1.0] {
            let mut weights = Weights::new(64, inputs, vec![0.0; 64]);
            weights.tiles().iter_mut().for_each(|t| (0..64).for_each(|i| t.set_row(i, &vec![sign; inputs])));
            for isa in Isa::available() {
                let mut out = vec![0.0; 64];
                multiply(isa, &weights, &vec![255; inputs], &[1.0], &mut out);
                assert!(out.iter().all(|&x| (x - sign * 127.0 * inputs as f32).abs() < 1.0), "{isa:?}");
            }
        }
    }

    #[test]
    fn products_are_close_to_those_of_the_exact_weights() {
        let (outputs, inputs) = (64, 384);
        let (exact, weights) = weights(outputs, inputs);
        let x = noise(inputs, 3);
        let (mut bytes, mut scales, mut out) = (vec![0; inputs], [0.0], vec![0.0; outputs]);
        quantise(Isa::detect(), &x, inputs, &mut bytes, &mut scales);
        multiply(Isa::detect(), &weights, &bytes, &scales, &mut out);
        for (i, row) in exact.chunks_exact(inputs).enumerate() {
            let wanted = dot(row, &x) + weights.bias[i];
            assert!((out[i] - wanted).abs() < 0.25, "{} {wanted}", out[i]);
        }
    }

    #[test]
    fn functions_are_as_close_as_they_say() {
        for i in 0..=8700 {
            let x = -(i as f32) / 100.0;
            let exact = f64::from(x).exp();
            assert!((f64::from(exp(x)) - exact).abs() <= 3e-7 * exact, "{x}");
        }
        assert_eq!(exp(-100.0), 0.0);
        assert_eq!(exp(0.0), 1.0);
        // Values of x·Φ(x) from tables of the normal distribution.
        for (x, wanted) in [
            (0.0, 0.0),
            (1.0, 0.841_345),
            (-1.0, -0.158_655),
            (2.5, 2.484_476),
            (-2.5, -0.015_524),
            (9.0, 9.0),
        ] {
            let mut value = [x];
            gelu(Isa::detect(), &mut value);
            assert!((value[0] - wanted).abs() < 5e-5, "{x}: {}", value[0]);
        }
    }
}
