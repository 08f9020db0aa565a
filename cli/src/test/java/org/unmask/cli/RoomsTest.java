// SPDX-License-Identifier: Apache-2.0
package org.unmask.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.unmask.testkit.Rooms;

/** Holds the order of the packages: each may use those before it and no other. */
class RoomsTest {

    @Test
    void eachRoomUsesOnlyThoseBeforeIt() throws IOException {
        assertThat(Rooms.violations("org.unmask.cli", List.of("terminal", "answer", "option", "")))
                .isEmpty();
    }
}
