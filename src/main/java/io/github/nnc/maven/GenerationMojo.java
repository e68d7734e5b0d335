package io.github.nnc.maven;

import io.github.nnc.compiler.Compiler;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.maven.model.Resource;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.codehaus.plexus.build.BuildContext;

/** What the goals that generate have in common; they differ in folders and in whom the roots belong to. */
public abstract class GenerationMojo extends AbstractMojo {

    /** The Java package of the files in the source folder itself; sub-folders are packages below it. */
    @Parameter(defaultValue = "")
    private String packageName;

    /** A weight file that takes the place of the one that the models name. */
    @Parameter(property = "nnc.weights")
    private File weights;

    /** Whether weights travel with the classes; without them a class has no {@code load()} without arguments. */
    @Parameter(property = "nnc.bundle", defaultValue = "true")
    private boolean bundle;

    /**
     * Whether each network whose kernels suit vectors gets a second class with kernels on the Vector API. The goal compiles
     * it, with the javac that runs Maven, so that yours needs no further option. A JVM uses it when run with
     * {@code --add-modules jdk.incubator.vector}.
     */
    @Parameter(property = "nnc.vectorTarget", defaultValue = "false")
    private boolean vector;

    /** Whether classes have a form of {@code forward} that spreads the large steps of a single pass over threads. */
    @Parameter(property = "nnc.parallel", defaultValue = "false")
    private boolean parallel;

    /** How long dimensions are that have a name in an ONNX file, {@code batch=1} or {@code seq=1..128}. */
    @Parameter(property = "nnc.dim")
    private String[] dimensions;

    /** Generates nothing; the folders are compiled nevertheless. */
    @Parameter(property = "nnc.skip", defaultValue = "false")
    private boolean skip;

    @Parameter(defaultValue = "${project}", readonly = true, required = true)
    private MavenProject project;

    @Parameter(defaultValue = "${mojoExecution}", readonly = true, required = true)
    private MojoExecution execution;

    @Inject
    private BuildContext buildContext;

    abstract Path sourceFolder();

    abstract Path classFolder();

    abstract Path resourceFolder();

    abstract Path vectorFolder();

    /** Where Maven copies resources to. */
    abstract String copyFolder(MavenProject project);

    abstract void addSourceRoot(MavenProject project, String folder);

    abstract List<Resource> resourcesOf(MavenProject project);

    abstract void addResource(MavenProject project, Resource resource);

    @Override
    public final void execute() throws MojoExecutionException, MojoFailureException {
        registerRoots();
        if (skip) {
            getLog().info("Generation of networks is skipped (nnc.skip)");
            return;
        }
        Generation generation = generation();
        Markers markers = new Markers(buildContext);
        DiagnosticReport report = new DiagnosticReport(generation.files(), getLog(), markers);
        try {
            if (new Generator(generation, Compiler::compile, VectorCompiler.ofThisRuntime(), report, getLog()).run()) {
                markers.refresh(generation.classFolder());
                markers.refresh(generation.resourceFolder());
            }
        } catch (IOException e) {
            throw new MojoExecutionException("A file cannot be read or written: " + e, e);
        }
    }

    private void registerRoots() {
        addSourceRoot(project, classFolder().toString());
        String folder = resourceFolder().toString();
        if (resourcesOf(project).stream().noneMatch(resource -> folder.equals(resource.getDirectory()))) {
            Resource resource = new Resource();
            resource.setDirectory(folder);
            addResource(project, resource);
        }
    }

    private Generation generation() throws MojoFailureException {
        return new Generation(
                execution.getGoal() + "-" + execution.getExecutionId(),
                execution.getVersion(),
                project.getBasedir().toPath(),
                sourceFolder(),
                packageName == null ? "" : packageName,
                Optional.ofNullable(weights).map(File::toPath),
                bundle,
                vector,
                parallel,
                OpenDimensions.of(dimensions),
                project.getGroupId() + "/" + project.getArtifactId(),
                classFolder(),
                resourceFolder(),
                vectorFolder(),
                Path.of(copyFolder(project)),
                Path.of(project.getBuild().getDirectory(), "nnc"));
    }
}
