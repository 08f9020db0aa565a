// SPDX-License-Identifier: Apache-2.0
package org.unmask.cli;

import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Draws sequences from a model. */
@Command(
        name = "simulate",
        description = "Draws sequences from a model.",
        footer = "  unmask simulate model.json --tokens 1000 --seed 7 > data.txt")
@SuppressWarnings("NullAway.Init")
final class SimulateVerb extends Verb {

    @Parameters(paramLabel = "MODEL", description = "model file")
    private Path model;

    @Override
    protected int run(Console console) {
        throw new IllegalArgumentException(model + " cannot be read yet");
    }
}
