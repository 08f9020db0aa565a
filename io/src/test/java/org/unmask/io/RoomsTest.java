// SPDX-License-Identifier: Apache-2.0
package org.unmask.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.unmask.testkit.Rooms;

/** Holds the order of the packages: each may use those before it and no other. */
class RoomsTest {

    @Test
    void eachRoomUsesOnlyThoseBeforeIt() throws IOException {
        List<String> order = List.of("", "json", "model", "table", "text", "data", "predictor", "constraint", "engine");
        assertThat(Rooms.violations("org.unmask.io", order)).isEmpty();
        assertThat(Rooms.violations("org.unmask.io", List.of("model", "json")))
                .as("another order is wrong")
                .isNotEmpty();
    }
}
