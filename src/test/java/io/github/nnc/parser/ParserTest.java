package io.github.nnc.parser;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nnc.diagnostic.Diagnostics;
import io.github.nnc.source.SourceFile;
import io.github.nnc.syntax.Arithmetic;
import io.github.nnc.syntax.Comment;
import io.github.nnc.syntax.Declaration;
import io.github.nnc.syntax.Item;
import io.github.nnc.syntax.SourceUnit;
import io.github.nnc.syntax.Statement;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParserTest {

    @ParameterizedTest
    @ValueSource(strings = {"digits", "resnet50", "unet", "bert", "siamese", "silero_vad", "wavenet"})
    void acceptsTheExamplesOfTheLanguage(String name) throws IOException {
        String text = Files.readString(Path.of("src/test/resources/language", name + ".nn"));
        assertThat(parse(text).declarations()).last().isInstanceOf(Declaration.Model.class);
    }

    @Test
    void readsFileOnOneLine() {
        Declaration.Model model = (Declaration.Model) parse("model cat_dog < input 3; dense 4 relu; dense 2 softmax >")
                .declarations()
                .get(0);
        assertThat(model.name().text()).isEqualTo("cat_dog");
        assertThat(statements(model))
                .extracting(s -> s.span().text())
                .containsExactly("input 3", "dense 4 relu", "dense 2 softmax");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "3x3",
                "768x?",
                "1x28x28",
                "..512",
                "1..128",
                "12",
                "-0.5",
                "1e-5",
                "relu",
                "enc.3.skip",
                "enc.*.skip",
                "model",
                "block",
                "const",
                "import",
                "x",
                "model.x",
                "(n-1)",
                "(4 * w)",
                "(n x 128)",
                "(1..2*n)",
                "(3x5)",
                "(..n)",
                "(1..n)",
                "(n..512)",
                "(1..size-5)",
                "(2..-n)",
                "(2..(n))",
                "(-n)",
                "\"a\\\"b\"",
                "1,2,3",
                "-1,-2",
                "zero, one"
            })
    void readsOneArgument(String written) {
        Statement.Call call = call("f " + written);
        assertThat(call.arguments()).hasSize(1);
        assertThat(call.arguments().get(0).span().text()).isEqualTo(written);
    }

    @Test
    void readsNumbersExactly() {
        assertThat(number("12345678901234567890123")).isEqualTo(new BigDecimal("12345678901234567890123"));
        assertThat(number("-3")).isEqualTo(BigDecimal.valueOf(-3));
        assertThat(number("1e-5")).isEqualTo(new BigDecimal("0.00001"));
        assertThat(number("0e99999999999")).isEqualTo(BigDecimal.ZERO);
    }

    @Test
    void readsShapesAndRanges() {
        assertThat(((Item.Dims) item("768x?")).sizes()).containsExactly(Optional.of(768L), Optional.empty());
        Item.Range range = (Item.Range) item("1..128");
        assertThat(range.from()).contains(1L);
        assertThat(range.to()).isEqualTo(128);
        assertThat(((Item.Range) item("..512")).from()).isEmpty();
    }

    @Test
    void separatesArgumentFromRange() {
        assertThat(call("input 50 ..512").arguments())
                .extracting(a -> a.span().text())
                .containsExactly("50", "..512");
    }

    @Test
    void readsMinusInParenthesesAsSubtraction() {
        Item.Expression expression = (Item.Expression) item("(n-1)");
        Arithmetic.Operation operation =
                (Arithmetic.Operation) expression.extents().get(0).to();
        assertThat(operation.operator()).isEqualTo(Arithmetic.Operator.SUBTRACT);
        assertThat(operation.left()).isInstanceOf(Arithmetic.Name.class);
        assertThat(operation.right()).isInstanceOf(Arithmetic.Literal.class);
    }

    @Test
    void bindsFormulasAsInMathematics() {
        assertThat(shown("(1 + 2 * 3 - 4)")).isEqualTo("((1+(2*3))-4)");
        assertThat(shown("(8 / 4 / 2)")).isEqualTo("((8/4)/2)");
        assertThat(shown("(-a * (b + c))")).isEqualTo("(-a*(b+c))");
    }

    @Test
    void readsExtentsOfFormula() {
        Item.Expression expression = (Item.Expression) item("(n x 1..2*n x ..5)");
        assertThat(expression.extents())
                .extracting(Item.ExtentExpression::range)
                .containsExactly(false, true, true);
        assertThat(expression.extents()).extracting(e -> e.span().text()).containsExactly("n", "1..2*n", "..5");
    }

    @Test
    void readsKeysAndBodies() {
        Statement.Call call = call("layer: repeat k=1..9 < add < from a | >; >");
        assertThat(call.label().orElseThrow().text()).isEqualTo("layer");
        assertThat(call.arguments().get(0).key().orElseThrow().text()).isEqualTo("k");
        Statement.Call add = (Statement.Call)
                call.body().orElseThrow().branches().get(0).statements().get(0);
        assertThat(add.body().orElseThrow().branches()).hasSize(2);
        assertThat(add.body().orElseThrow().branches().get(1).statements()).isEmpty();
    }

    @Test
    void takesWordsOfTheLanguageAsLabels() {
        for (String word : List.of("model", "block", "const", "import", "x")) {
            Statement.Call call = call(word + ": dense 3");
            assertThat(call.label().orElseThrow().text()).isEqualTo(word);
        }
    }

    @Test
    void readsParametersAndDefaults() {
        Declaration.Block block = (Declaration.Block) parse("block f(w, stride = 1, d=(2 * in), n = ..512) < >")
                .declarations()
                .get(0);
        assertThat(block.parameters())
                .extracting(p -> p.span().text())
                .containsExactly("w", "stride = 1", "d=(2 * in)", "n = ..512");
    }

    @Test
    void readsListsWithCommas() {
        Statement.Call call = call("conv 16, 3x3, relu");
        assertThat(call.arguments()).hasSize(1);
        assertThat(call.arguments().get(0).value().items()).hasSize(3);
    }

    @Test
    void takesMissingSemicolonForArguments() {
        assertThat(call("dense 4 relu dense 2").arguments()).hasSize(4);
    }

    @Test
    void resolvesEscapes() {
        assertThat(((Item.Text) item("\"a\\\"b\\\\c\\n\\t\\u00e9\"")).value()).isEqualTo("a\"b\\c\n\té");
    }

    @Test
    void readsImports() {
        List<Declaration> declarations =
                parse("import \"a.nn\"; import nnc.transformer;").declarations();
        assertThat(declarations)
                .extracting(d -> ((Declaration.Import) d).target().span().text())
                .containsExactly("\"a.nn\"", "nnc.transformer");
    }

    @Test
    void acceptsCarriageReturnsAndByteOrderMark() {
        SourceUnit unit = parse("\uFEFFmodel m <\r\n  input 3; // three\r\n  dense 4;\r\n>\r\n");
        assertThat(statements((Declaration.Model) unit.declarations().get(0))).hasSize(2);
        assertThat(unit.comments().get(0).span().text()).isEqualTo("// three");
    }

    @Test
    void attachesDocComments() {
        SourceUnit unit = parse("""
                /** A block. */
                block b < >
                /**
                 * Two
                 * lines.
                 */
                // and a remark
                model m < /** A city. */ input 3; dense 4; /* none */ dense 2 >
                """);
        assertThat(((Declaration.Block) unit.declarations().get(0)).documentation())
                .contains("A block.");
        Declaration.Model model = (Declaration.Model) unit.declarations().get(1);
        assertThat(model.documentation()).contains("Two\nlines.");
        assertThat(statements(model))
                .extracting(s -> ((Statement.Call) s).documentation())
                .containsExactly(Optional.of("A city."), Optional.empty(), Optional.empty());
        assertThat(unit.comments())
                .extracting(Comment::kind)
                .containsExactly(
                        Comment.Kind.DOC, Comment.Kind.DOC, Comment.Kind.LINE, Comment.Kind.DOC, Comment.Kind.BLOCK);
    }

    @Test
    void keepsOffsetsBehindCharactersOfTwoUnits() {
        Item item = ((Statement.Call)
                        statements((Declaration.Model) parse("/* \uD83D\uDE00 */ model m < f \"\uD83D\uDE00\" relu >")
                                        .declarations()
                                        .get(0))
                                .get(0))
                .arguments()
                .get(1)
                .value()
                .items()
                .get(0);
        assertThat(item.span().text()).isEqualTo("relu");
    }

    private static String shown(String formula) {
        return shown(((Item.Expression) item(formula)).extents().get(0).to());
    }

    private static String shown(Arithmetic arithmetic) {
        if (arithmetic instanceof Arithmetic.Operation operation) {
            return "(" + shown(operation.left()) + operation.operator().symbol() + shown(operation.right()) + ")";
        }
        if (arithmetic instanceof Arithmetic.Negation negation) {
            return "-" + shown(negation.operand());
        }
        return arithmetic.span().text();
    }

    private static BigDecimal number(String written) {
        return ((Item.Number) item(written)).value();
    }

    private static Item item(String written) {
        return call("f " + written).arguments().get(0).value().items().get(0);
    }

    private static Statement.Call call(String statement) {
        Declaration.Model model = (Declaration.Model)
                parse("model m < " + statement + " >").declarations().get(0);
        return (Statement.Call) statements(model).get(0);
    }

    private static List<Statement> statements(Declaration.Model model) {
        return model.body().branches().get(0).statements();
    }

    private static SourceUnit parse(String text) {
        Diagnostics diagnostics = new Diagnostics();
        SourceUnit unit = Parser.parse(new SourceFile("test.nn", text), diagnostics);
        assertThat(diagnostics.sorted()).as(text).isEmpty();
        return unit;
    }
}
