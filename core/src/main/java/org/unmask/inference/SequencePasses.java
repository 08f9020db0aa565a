// SPDX-License-Identifier: Apache-2.0
package org.unmask.inference;

import org.unmask.data.Sequences;
import org.unmask.model.Hmm;

/** Chooses for each sequence: scaled, or with logarithms where scaling leaves the range. Not for several threads. */
final class SequencePasses {

    private final Sequences sequences;
    private final Pass scaled;
    private final Pass logarithmic;

    SequencePasses(ChainTables chain, EmissionScores scores, Sequences sequences) {
        this.sequences = sequences;
        this.scaled = new ScaledPass(chain, scores);
        this.logarithmic = new LogPass(chain, scores);
    }

    static SequencePasses of(Hmm model, Sequences sequences) {
        return new SequencePasses(new ChainTables(model), EmissionScores.of(model.emission(), sequences), sequences);
    }

    /** Forward over a sequence. */
    Pass forward(int sequence) {
        if (scaled.forward(sequences.start(sequence), sequences.end(sequence))) {
            return scaled;
        }
        logarithmic.forward(sequences.start(sequence), sequences.end(sequence));
        return logarithmic;
    }

    /**
     * Forward and backward over a sequence.
     *
     * @throws IllegalArgumentException when the sequence is impossible
     */
    Pass both(int sequence) {
        if (scaled.forward(sequences.start(sequence), sequences.end(sequence)) && scaled.backward()) {
            return scaled;
        }
        logarithmic.forward(sequences.start(sequence), sequences.end(sequence));
        logarithmic.backward();
        if (logarithmic.logLikelihood() == Double.NEGATIVE_INFINITY) {
            throw impossible(sequence);
        }
        return logarithmic;
    }

    static IllegalArgumentException impossible(int sequence) {
        return new IllegalArgumentException(
                "sequence " + (sequence + 1) + " is impossible under the model, expected a probability above zero");
    }
}
