// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.twin;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hipparchus.fraction.BigFraction;
import org.unmask.model.Chain;
import org.unmask.model.FieldModel;

/**
 * Straight lines on which the predictors of special models stand still, whatever the tasks; the checker decides whether they
 * do.
 *
 * <ul>
 *   <li>A state that is never entered again has stationary probability zero: its emissions, and where it leads, are not seen.
 *   <li>States that all emit alike hide the chain: any of its rows may move.
 *   <li>A chain that forgets its state at once, all rows alike, makes tokens independent: emissions may part from each other,
 *       their mixture standing still.
 * </ul>
 */
final class PlainSlides {

    private final ExactModel base;
    private final FieldModel<BigFraction> all;
    private final int k;

    private PlainSlides(ExactModel base) {
        this.base = base;
        this.all = base.expand();
        this.k = base.family().states();
    }

    static List<Slide> of(ExactModel base) {
        PlainSlides slides = new PlainSlides(base);
        List<Slide> out = new ArrayList<>();
        boolean mute = slides.alike(slides.all.means()) && slides.spreadsAlike();
        boolean forgetful = slides.alike(slides.all.transition());
        for (int h = 0; h < slides.k; h++) {
            int state = h;
            boolean unseen = slides.all.initial()[h].isZero();
            for (int j = 0; j < base.family().dimension() && unseen; j++) {
                int column = j;
                out.add(t -> slides.emissionMoved(state, column, t));
            }
            for (int j = 0; j < slides.k && (unseen || mute); j++) {
                int column = j;
                out.add(t -> slides.chainMoved(state, column, t));
            }
            for (int j = 0; j < base.family().dimension() && forgetful && h > 0; j++) {
                int column = j;
                out.add(t -> slides.parted(state, column, t));
            }
        }
        return out;
    }

    private boolean alike(BigFraction[][] rows) {
        for (BigFraction[] row : rows) {
            if (!List.of(row).equals(List.of(rows[0]))) {
                return false;
            }
        }
        return true;
    }

    private boolean spreadsAlike() {
        for (BigFraction[][] spread : all.spreads()) {
            for (int i = 0; i < spread.length; i++) {
                if (!List.of(spread[i]).equals(List.of(all.spreads()[0][i]))) {
                    return false;
                }
            }
        }
        return true;
    }

    /** One entry grows and the next one shrinks; a mean's coordinate grows alone. */
    private void move(BigFraction[] row, int column, BigFraction t, boolean law) {
        row[column] = row[column].add(t);
        int next = (column + 1) % row.length;
        row[next] = law ? row[next].subtract(t) : row[next];
    }

    private Optional<ExactModel> emissionMoved(int state, int column, BigFraction t) {
        BigFraction[][] means = Fractions.copied(all.means());
        move(means[state], column, t, !base.isGaussian());
        return inside(all.transition(), means);
    }

    private Optional<ExactModel> chainMoved(int state, int column, BigFraction t) {
        BigFraction[][] chain = Fractions.copied(all.transition());
        move(chain[state], column, t, true);
        if (base.family().chain() == Chain.DOUBLY_STOCHASTIC) {
            move(chain[(state + 1) % k], column, t.negate(), true);
        }
        return inside(chain, all.means());
    }

    /** Two states' emissions part, weighed by their probabilities. */
    private Optional<ExactModel> parted(int state, int column, BigFraction t) {
        BigFraction[][] means = Fractions.copied(all.means());
        move(means[state], column, t.multiply(all.initial()[0]), !base.isGaussian());
        move(means[0], column, t.multiply(all.initial()[state]).negate(), !base.isGaussian());
        return inside(all.transition(), means);
    }

    private Optional<ExactModel> inside(BigFraction[][] transition, BigFraction[][] means) {
        ExactModel twin = base.with(transition, means, all.spreads());
        return twin.isInside() ? Optional.of(twin) : Optional.empty();
    }
}
