// Start with: jshell --class-path cli/target/unmask.jar docs/unmask.jsh
import java.nio.file.Path;
import java.util.*;
import org.unmask.data.*;
import org.unmask.estimate.*;
import org.unmask.inference.*;
import org.unmask.io.data.*;
import org.unmask.io.model.ModelFiles;
import org.unmask.matrix.*;
import org.unmask.model.*;
import org.unmask.predictor.*;
import org.unmask.random.Seed;
import org.unmask.recovery.*;
import org.unmask.task.*;
import org.unmask.verdict.*;
import org.unmask.verdict.engine.VerdictEngine;
System.out.println("Unmask is here. Try: new Estimator(FitOptions.of(2)).fit(DataReader.read(\"data/moby-dick.txt\", DataOptions.DEFAULT.withFormat(DataFormat.LETTERS)).sequences())");
