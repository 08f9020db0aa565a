// SPDX-License-Identifier: Apache-2.0
/**
 * Verdicts as certificates that a program can check (5.1) to (5.5): a twin, an exact rank with a minor, or a theorem with
 * its preconditions. Start with {@link org.unmask.verdict.certificate.Certificates}; the checker is
 * {@link org.unmask.verdict.document.CertificateChecker}, and nothing is handed out that it does not accept.
 */
@NullMarked
package org.unmask.verdict.certificate;

import org.jspecify.annotations.NullMarked;
