// SPDX-License-Identifier: Apache-2.0
/**
 * Number systems that the formulas run on, all behind Hipparchus' {@code FieldElement}: residues modulo a prime, dual
 * numbers over them, intervals with outward rounding. Doubles and exact rationals come from Hipparchus
 * ({@code Binary64}, {@code BigFraction}).
 */
@NullMarked
package org.unmask.field;

import org.jspecify.annotations.NullMarked;
