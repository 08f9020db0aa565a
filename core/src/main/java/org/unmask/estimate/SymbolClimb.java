// SPDX-License-Identifier: Apache-2.0
package org.unmask.estimate;

import java.util.Arrays;
import java.util.Optional;
import org.unmask.matrix.Matrix;
import org.unmask.matrix.Probabilities;
import org.unmask.matrix.StochasticMatrix;
import org.unmask.model.Alphabet;
import org.unmask.model.Categorical;
import org.unmask.model.Hmm;

/** EM of a categorical model. Emissions in {@code theta}: {@code states x symbols}, over the symbols seen. */
class SymbolClimb extends Climb {

    /** Numbers in the buffer of forward values; a longer sequence is gone over in blocks, forward twice. */
    private static final int BUFFER = 1 << 23;

    /** Parameters above which moves are not remembered. */
    private static final int MANY = 2000;

    private static final double ALMOST_NOTHING = 1e-6;

    private final SymbolTokens tokens;
    private final Alphabet alphabet;
    private final int buffer;
    private Optional<SymbolPass> made = Optional.empty();
    private final double[] starts;
    private final double[] transitions;
    private final double[] emissions;

    SymbolClimb(SymbolTokens tokens, Alphabet alphabet, int states, boolean freeInitial) {
        this(tokens, alphabet, states, freeInitial, BUFFER);
    }

    SymbolClimb(SymbolTokens tokens, Alphabet alphabet, int states, boolean freeInitial, int buffer) {
        super(states, states * tokens.symbols(), freeInitial);
        this.tokens = tokens;
        this.alphabet = alphabet;
        this.buffer = buffer;
        this.starts = new double[states];
        this.transitions = new double[states * states];
        this.emissions = new double[states * tokens.symbols()];
    }

    @Override
    int tokens() {
        return tokens.codes().length;
    }

    @Override
    double step() {
        Arrays.fill(starts, 0);
        Arrays.fill(transitions, 0);
        Arrays.fill(emissions, 0);
        double value = expect(starts, transitions, emissions) + penalty();
        maximizeChain(starts, transitions);
        maximizeEmissions(emissions);
        return value;
    }

    /**
     * The E step: adds what is expected under {@link #theta}.
     *
     * @return log-likelihood, nats
     */
    double expect(double[] starts, double[] transitions, double[] emissions) {
        SymbolPass pass = pass();
        pass.prepare(theta, tokens.symbols());
        double log = 0;
        int from = 0;
        for (int end : tokens.ends()) {
            log += sequence(pass, from, end);
            from = end;
        }
        pass.collect(transitions, emissions, tokens.symbols());
        return log;
    }

    private SymbolPass pass() {
        SymbolPass pass = made.orElseGet(() -> SymbolPass.of(states, tokens.symbols()));
        made = Optional.of(pass);
        return pass;
    }

    /** What is added to the log-likelihood of the parameters. */
    double penalty() {
        return 0;
    }

    private double emission(int state, int symbol) {
        return symbol == tokens.symbols() ? 1 : theta[emissionOffset() + state * tokens.symbols() + symbol];
    }

    private double sequence(SymbolPass pass, int from, int to) {
        int[] codes = tokens.codes();
        int block = Math.max(1, buffer / pass.stride);
        pass.reserve(Math.min(to - from - 1, block));
        double[] law = new double[states];
        double sum = 0;
        for (int i = 0; i < states; i++) {
            law[i] = theta[i] * emission(i, codes[from]);
            sum += law[i];
        }
        for (int i = 0; i < states; i++) {
            law[i] /= sum;
        }
        double[] beta = new double[states];
        Arrays.fill(beta, 1);
        double log = Math.log(sum)
                + (to - from - 1 <= block
                        ? whole(pass, from + 1, to, law, beta)
                        : blocks(pass, block, from + 1, to, law, beta));
        for (int i = 0; i < states; i++) {
            double posterior = law[i] * beta[i];
            starts[i] += posterior;
            if (codes[from] < tokens.symbols()) {
                emissions[i * tokens.symbols() + codes[from]] += posterior;
            }
        }
        return log;
    }

    private double whole(SymbolPass pass, int from, int to, double[] law, double[] beta) {
        if (from == to) {
            return 0;
        }
        System.arraycopy(law, 0, pass.alpha, 0, states);
        double log = pass.forward(tokens.codes(), from, to);
        pass.backward(tokens.codes(), from, to, beta);
        return log;
    }

    private double blocks(SymbolPass pass, int block, int from, int to, double[] law, double[] beta) {
        int count = (to - from + block - 1) / block;
        double[][] enter = new double[count][];
        double log = 0;
        double[] current = law;
        for (int b = 0; b < count; b++) {
            enter[b] = current;
            System.arraycopy(current, 0, pass.alpha, 0, states);
            int size = Math.min(block, to - from - b * block);
            log += pass.forward(tokens.codes(), from + b * block, from + b * block + size);
            current = Arrays.copyOfRange(pass.alpha, size * pass.stride, size * pass.stride + states);
        }
        for (int b = count - 1; b >= 0; b--) {
            System.arraycopy(enter[b], 0, pass.alpha, 0, states);
            int end = Math.min(to, from + (b + 1) * block);
            pass.forward(tokens.codes(), from + b * block, end);
            pass.backward(tokens.codes(), from + b * block, end, beta);
        }
        return log;
    }

    @Override
    boolean laws() {
        return theta.length <= MANY;
    }

    @Override
    void weights(double[] out) {
        int symbols = tokens.symbols();
        weighChain(out, starts, transitions);
        for (int i = 0; i < states; i++) {
            weigh(out, emissionOffset() + i * symbols, emissions, i * symbols, symbols);
        }
    }

    /** Sets the emissions from expected counts, {@code state * symbols + x}. */
    void maximizeEmissions(double[] emissions) {
        int symbols = tokens.symbols();
        for (int i = 0; i < states; i++) {
            double total = 0;
            for (int x = 0; x < symbols; x++) {
                total += emissions[i * symbols + x];
            }
            if (total > 0) {
                for (int x = 0; x < symbols; x++) {
                    theta[emissionOffset() + i * symbols + x] = emissions[i * symbols + x] / total;
                }
            }
        }
    }

    @Override
    boolean accept(double[] candidate) {
        boolean inside = acceptChain(candidate);
        for (int i = 0; i < states; i++) {
            inside &= acceptRow(candidate, emissionOffset() + i * tokens.symbols(), tokens.symbols());
        }
        return inside;
    }

    @Override
    boolean degenerate() {
        for (int i = 0; i < states; i++) {
            double weight = 0;
            for (int x = 0; x < tokens.symbols(); x++) {
                weight += emissions[i * tokens.symbols() + x];
            }
            if (weight < ALMOST_NOTHING) {
                return true;
            }
        }
        return false;
    }

    @Override
    Hmm model() {
        int symbols = tokens.symbols();
        double[][] rows = new double[states][alphabet.size()];
        for (int i = 0; i < states; i++) {
            for (int x = 0; x < symbols; x++) {
                rows[i][tokens.original()[x]] = theta[emissionOffset() + i * symbols + x];
            }
        }
        return new Hmm(
                Probabilities.normalized("initial law", Arrays.copyOf(theta, states)),
                StochasticMatrix.normalized(
                        "transition matrix",
                        Matrix.of(states, states, Arrays.copyOfRange(theta, states, emissionOffset()))),
                new Categorical(alphabet, StochasticMatrix.normalized("emission matrix", Matrix.ofRows(rows))));
    }

    @Override
    void load(Hmm model) {
        loadChain(model);
        Matrix probabilities = ((Categorical) model.emission()).probabilities().matrix();
        for (int i = 0; i < states; i++) {
            for (int x = 0; x < tokens.symbols(); x++) {
                theta[emissionOffset() + i * tokens.symbols() + x] = probabilities.get(i, tokens.original()[x]);
            }
        }
        accept(theta.clone());
    }
}
