// SPDX-License-Identifier: Apache-2.0
package org.unmask.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.unmask.random.Seed;

/** Blinded simulation: fits that were spoilt in one way, and sound ones. */
class DiagnosisStudyTest {

    @Test
    @Tag("slow")
    void theCauseOfAPoorFitIsNamed() {
        DiagnosisStudy study = new DiagnosisStudy(4, 15_000, new Seed(71));
        List<double[]> trials = new ArrayList<>();
        for (int t = 0; t < study.trials(); t++) {
            trials.add(study.trial(t));
        }
        assertThat(study.result(trials).stream().filter(row -> !row.right()).toList())
                .hasSizeLessThanOrEqualTo(2);
    }
}
