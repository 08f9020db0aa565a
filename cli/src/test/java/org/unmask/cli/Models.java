// SPDX-License-Identifier: Apache-2.0
package org.unmask.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Small model files. */
final class Models {

    private Models() {}

    /** Two states over a and b. */
    static Path categorical(Path folder) throws IOException {
        return Files.writeString(folder.resolve("categorical.json"), """
                {"format":"unmask-model","version":1,"family":"categorical","states":2,"symbols":["a","b"],
                 "initial":[0.5,0.5],"transition":[[0.875,0.125],[0.125,0.875]],"emission":[[0.75,0.25],[0.25,0.75]]}
                """);
    }

    /** The same with the states in the other order. */
    static Path relabelled(Path folder) throws IOException {
        return Files.writeString(folder.resolve("relabelled.json"), """
                {"format":"unmask-model","version":1,"family":"categorical","states":2,"symbols":["b","a"],
                 "initial":[0.5,0.5],"transition":[[0.875,0.125],[0.125,0.875]],"emission":[[0.75,0.25],[0.25,0.75]]}
                """);
    }

    /** Two states in the plane. */
    static Path gaussian(Path folder) throws IOException {
        return Files.writeString(folder.resolve("gaussian.json"), """
                {"format":"unmask-model","version":1,"family":"gaussian","states":2,"dimension":2,
                 "initial":[0.5,0.5],"transition":[[0.75,0.25],[0.25,0.75]],"means":[[4,0],[-4,1]],
                 "covariance":{"shape":"full-per-state","values":[[[1,0],[0,1]],[[1,0.25],[0.25,2]]]}}
                """);
    }
}
