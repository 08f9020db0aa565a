// SPDX-License-Identifier: Apache-2.0
package org.unmask.recovery;

import static org.assertj.core.api.Assertions.assertThat;

/** What came of a read-off, as the kind that a test expects. */
final class Recoveries {

    private Recoveries() {}

    static Recovery.Recovered recovered(Recovery recovery) {
        assertThat(recovery).isInstanceOf(Recovery.Recovered.class);
        return (Recovery.Recovered) recovery;
    }

    static Recovery.Failed failed(Recovery recovery) {
        assertThat(recovery).isInstanceOf(Recovery.Failed.class);
        return (Recovery.Failed) recovery;
    }
}
