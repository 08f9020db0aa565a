// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.unmask.verdict.ExactRank;
import org.unmask.verdict.Verdict;
import org.unmask.verdict.engine.VerdictEngine;
import org.unmask.verdict.rank.NullityTable;

class CertificatesTest {

    @Test
    @Tag("slow")
    void everyRankOfTheTableHasACertificateAndOneMoreOrLessHasNone() {
        List<String> without = new ArrayList<>();
        for (NullityTable.Row row : NullityTable.rows()) {
            if (Certificates.rank(row.question(), new ExactRank(row.parameters(), row.rank(), 1e-15))
                    .isEmpty()) {
                without.add(row.text());
            }
            assertThat(Certificates.rank(row.question(), new ExactRank(row.parameters(), row.rank() - 1, 1e-15)))
                    .as(row.text())
                    .isEmpty();
        }

        assertThat(without).isEmpty();
    }

    @Test
    @Tag("slow")
    void everyTheoremThatDecidesTheTableHasACertificate() {
        List<String> without = new ArrayList<>();
        int theorems = 0;
        for (NullityTable.Row row : NullityTable.rows()) {
            Verdict verdict = VerdictEngine.STANDARD.answer(row.question());
            if (verdict instanceof Verdict.Identifiable identifiable) {
                theorems++;
                Optional<Certificate> certificate = Certificates.theorem(identifiable);
                if (certificate.isEmpty()) {
                    without.add(row.text() + " " + identifiable.theorem());
                }
            }
        }

        assertThat(theorems).isGreaterThan(50);
        assertThat(without).isEmpty();
    }
}
