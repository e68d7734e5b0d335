package io.github.nnc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.TensorProto;
import io.github.nnc.inmemory.MemoryCompiler;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Beside ONNX Runtime, whose numbers depend on the machine, and where it is missing. */
class VerifyCommandTest {

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private PrintStream stream() {
        return new PrintStream(out, false, StandardCharsets.UTF_8);
    }

    private String export(String text) throws IOException {
        Files.writeString(folder.resolve("net.nn"), text);
        assertThat(run("export", "net.nn", "--seed", "3", "-o", "net.onnx")).isZero();
        out.reset();
        return "net.onnx";
    }

    private int run(String... arguments) {
        Shell shell = new Shell(folder, stream(), stream(), false, MemoryCompiler::ofThisRuntime);
        return Main.run(shell, arguments);
    }

    @Test
    void agreesWithOnnxRuntimeOnRandomInputs() throws IOException {
        String file = export("model net < input 3x8x8; conv 4 3 relu; flatten; dense 5 softmax; >");
        assertThat(run("verify", file, "--seed", "5")).as(out.toString()).isZero();
        assertThat(out.toString())
                .matches("output: agrees: 5 values, largest difference [\\d.e+-]+, as a share [\\d.e+-]+, in steps of"
                        + " floats [\\d,]+\n");
    }

    @Test
    void agreesOnIdsOfAnyNumber() throws IOException {
        String file = export("model net < input ..9 tokens=20; embedding 6; lstm 4; last; dense 2; >");
        assertThat(run("verify", file)).as(out.toString()).isEqualTo(Failure.INPUT);
        out.reset();
        assertThat(run("verify", file, "--dim", "length=1..9"))
                .as(out.toString())
                .isZero();
    }

    /** What is NaN with everyone shows nothing, which is not to look like agreement to the last bit. */
    @Test
    void saysHowManyAreNoNumbers() throws IOException {
        assertThat(run("verify", export("model net < input 40; log; >"))).isZero();
        assertThat(out.toString())
                .matches("output: agrees: 40 values \\([12]\\d of them NaN on both sides\\), largest.*\n");
    }

    /** As many numbers are not enough. */
    @Test
    void comparesShapes() throws IOException {
        String file = export("model net < input 3x4; tanh; >");
        for (long[] shape : new long[][] {{1, 4, 3}, {12}, {3, 4, 1}}) {
            TensorProto.Builder expected = TensorProto.newBuilder().setDataType(TensorProto.DataType.FLOAT.getNumber());
            for (long extent : shape) {
                expected.addDims(extent);
            }
            expected.addAllFloatData(Collections.nCopies(12, 0f));
            Files.write(folder.resolve("y.pb"), expected.build().toByteArray());
            assertThat(run("verify", file, "--expect", "output=y.pb", "--tolerance", "1"))
                    .isEqualTo(Failure.INPUT);
            assertThat(out.toString())
                    .isEqualTo("output: differs: its shape is [1, 3, 4], but " + Arrays.toString(shape)
                            + " is expected\n");
            out.reset();
        }
    }

    /** The smallest difference counts where the tolerance is nothing. */
    @Test
    void differsBeyondTheTolerance() throws IOException {
        String file = export("model net < input 300; dense 200; dense 300; >");
        assertThat(run("verify", file, "--tolerance", "0")).as(out.toString()).isEqualTo(Failure.INPUT);
        assertThat(out.toString()).startsWith("output: differs: 300 values").contains("  first at value ");
    }

    @Test
    void saysWhereOnnxRuntimeComesFrom() throws Exception {
        String file = export("model net < input 3; dense 2; >");
        ClassLoader without = new WithoutOnnxRuntime(VerifyCommandTest.class.getClassLoader());
        Class<?> shell = without.loadClass(Shell.class.getName());
        Constructor<?> made = shell.getDeclaredConstructors()[0];
        made.setAccessible(true);
        Supplier<?> javac = () -> compiler(without);
        Method main = without.loadClass(Main.class.getName()).getDeclaredMethod("run", shell, String[].class);
        main.setAccessible(true);
        Object process = made.newInstance(folder, stream(), stream(), false, javac);
        assertThat(main.invoke(null, process, new String[] {"verify", file})).isEqualTo(Failure.USAGE);
        assertThat(out.toString())
                .isEqualTo("error: ONNX Runtime is not on the class path: run `java -cp nnc.jar:onnxruntime.jar"
                        + " io.github.nnc.cli.Main verify …`, or give what is expected with `--expect NAME=FILE.pb`\n");
    }

    private static Object compiler(ClassLoader loader) {
        try {
            return loader.loadClass(MemoryCompiler.class.getName())
                    .getMethod("ofThisRuntime")
                    .invoke(null);
        } catch (ClassNotFoundException
                | NoSuchMethodException
                | IllegalAccessException
                | InvocationTargetException e) {
            throw new AssertionError(e);
        }
    }

    /** Has all classes of this program anew, and none of ONNX Runtime. */
    private static final class WithoutOnnxRuntime extends ClassLoader {

        WithoutOnnxRuntime(ClassLoader parent) {
            super(parent);
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith("ai.onnxruntime.")) {
                throw new ClassNotFoundException(name);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                if (loaded != null) {
                    return loaded;
                }
                return name.startsWith("io.github.nnc.") ? own(name) : super.loadClass(name, resolve);
            }
        }

        private Class<?> own(String name) throws ClassNotFoundException {
            try (InputStream file = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
                if (file == null) {
                    throw new ClassNotFoundException(name);
                }
                byte[] bytes = file.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }
}
