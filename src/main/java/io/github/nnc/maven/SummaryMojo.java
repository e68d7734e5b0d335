package io.github.nnc.maven;

import io.github.nnc.compiler.CheckResult;
import io.github.nnc.compiler.CompileRequest.Source;
import io.github.nnc.compiler.Compiler;
import io.github.nnc.disk.DiskFiles;
import io.github.nnc.importer.ImportedFiles;
import io.github.nnc.model.Model;
import io.github.nnc.report.SummaryText;
import java.io.File;
import java.io.IOException;
import java.util.List;
import javax.inject.Inject;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.codehaus.plexus.build.BuildContext;

/** Shows layers, shapes, parameters and costs of each network; weights are not read. */
@Mojo(name = "summary", threadSafe = true)
public final class SummaryMojo extends AbstractMojo {

    /** The {@code .nn} and {@code .onnx} files. */
    @Parameter(defaultValue = "${project.basedir}/src/main/nn", required = true)
    private File sourceDirectory;

    /** How long dimensions are that have a name in an ONNX file, {@code batch=1} or {@code seq=1..128}. */
    @Parameter(property = "nnc.dim")
    private String[] dimensions;

    /** Shows nothing. */
    @Parameter(property = "nnc.skip", defaultValue = "false")
    private boolean skip;

    @Inject
    private BuildContext buildContext;

    @Override
    public void execute() throws MojoExecutionException, MojoFailureException {
        if (skip) {
            getLog().info("The summary of networks is skipped (nnc.skip)");
            return;
        }
        try {
            DiskFiles files = new DiskFiles(sourceDirectory.toPath());
            DiagnosticReport report = new DiagnosticReport(files, getLog(), new Markers(buildContext));
            int errors = 0;
            List<Source> sources = new NetworkSources(files, "").find();
            ImportedFiles imported = report.imported(sources, OpenDimensions.of(dimensions));
            for (Source source : sources) {
                CheckResult result = Compiler.check(imported, source.path());
                errors += report.tell(List.of(source), result.diagnostics());
                result.models().forEach(this::show);
            }
            DiagnosticReport.failOn(errors);
        } catch (IOException e) {
            throw new MojoExecutionException("A file cannot be read: " + e, e);
        }
    }

    private void show(Model model) {
        SummaryText.of(model, Compiler.cost(model)).lines().forEach(getLog()::info);
    }
}
