// SPDX-License-Identifier: Apache-2.0
package org.unmask.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import org.unmask.cli.terminal.Console;
import org.unmask.io.BadInputException;
import org.unmask.io.InputBytes;
import org.unmask.io.json.JsonValue;
import org.unmask.verdict.document.CertificateChecker;
import org.unmask.verdict.document.CheckResult;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Verifies a certificate or a twin. */
@Command(
        name = "check",
        description =
                "Verifies a certificate or a twin, sharing no code with what made it. Exit code 0 when every claim was"
                        + " verified, 3 when the document is refused, with the field that failed. A verdict's document is verified with the"
                        + " certificate inside it.",
        footer = "  unmask check twin.json")
@SuppressWarnings("NullAway.Init")
final class CheckVerb extends Verb {

    @Parameters(paramLabel = "FILE", description = "certificate, twin or verdict document, - for standard input")
    private String file;

    @Override
    protected int run(Console console) {
        InputBytes input = InputBytes.of(file);
        JsonValue root = JsonValue.read(input);
        if (!root.isObject()) {
            throw root.problem("found something else, expected an object: a certificate");
        }
        if (!(root.tree() instanceof Map<?, ?> map)) {
            throw root.problem("found something else, expected an object: a certificate");
        }
        Map<String, Object> tree = new LinkedHashMap<>();
        map.forEach((key, value) -> tree.put(String.valueOf(key), value));
        boolean verdict = tree.containsKey("verdict");
        if (verdict && !tree.containsKey("certificate")) {
            throw BadInputException.in(file, "the verdict carries no certificate");
        }
        CheckResult result = CertificateChecker.check(tree);
        console.print((result.accepted() ? "ACCEPTED: " : "REFUSED: ") + result.statement());
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("accepted", result.accepted());
        answer.put("kind", verdict ? "verdict" : String.valueOf(tree.get("kind")));
        answer.put("statement", result.statement());
        answer.put("provenance", provenance().with(input.name(), input.sha256()).document());
        console.document(answer);
        return result.accepted() ? ExitCode.ANSWERED : ExitCode.NO_ANSWER;
    }
}
