// SPDX-License-Identifier: Apache-2.0
package org.unmask.io.predictor;

import java.util.Optional;
import java.util.OptionalInt;
import org.unmask.io.data.TokenKind;

/**
 * What a user says about a network beside its file.
 *
 * @param tokens symbols, points, or any, which is found out
 * @param output what the numbers it puts out mean; empty to find out
 * @param dimension number of symbols or coordinates; empty when the file tells
 * @param outputName which output to read; empty when there is one only
 */
public record OnnxOptions(
        TokenKind tokens, Optional<OutputKind> output, OptionalInt dimension, Optional<String> outputName) {

    /**
     * Nothing is said, all is found out.
     *
     * @return the options
     */
    public static OnnxOptions unsaid() {
        return new OnnxOptions(TokenKind.ANY, Optional.empty(), OptionalInt.empty(), Optional.empty());
    }

    /**
     * The same with another kind of tokens.
     *
     * @param kind symbols or points
     * @return the options with it
     */
    public OnnxOptions withTokens(TokenKind kind) {
        return new OnnxOptions(kind, output, dimension, outputName);
    }

    /**
     * The same with another kind of output.
     *
     * @param kind what the numbers mean
     * @return the options with it
     */
    public OnnxOptions withOutput(OutputKind kind) {
        return new OnnxOptions(tokens, Optional.of(kind), dimension, outputName);
    }

    /**
     * The same with a dimension.
     *
     * @param size number of symbols or coordinates
     * @return the options with it
     */
    public OnnxOptions withDimension(int size) {
        return new OnnxOptions(tokens, output, OptionalInt.of(size), outputName);
    }

    /**
     * The same with the name of an output.
     *
     * @param name of the output to read
     * @return the options with it
     */
    public OnnxOptions withOutputName(String name) {
        return new OnnxOptions(tokens, output, dimension, Optional.of(name));
    }
}
