def root = new File(basedir, '../../..').canonicalFile
def java = new File(System.getProperty('java.home'), 'bin/java').path
def run = { List<String> arguments ->
    def process = new ProcessBuilder([java, '-jar', 'target/nnc.jar'] + arguments)
            .directory(root).redirectErrorStream(true).start()
    process.outputStream.close()
    def text = process.inputStream.text
    [code: process.waitFor(), text: text]
}

def cat = run(['run', 'samples/cat_dog.nn', '0.5', '0.8', '0.2'])
assert cat.code == 0 : cat.text
assert cat.text.readLines()*.trim() == ['cat 82.0%', 'dog 18.0%', 'prediction: cat']

def summary = run(['summary', '--format=json', 'samples/digits.nn'])
assert summary.code == 0 : summary.text
assert new groovy.json.JsonSlurper().parseText(summary.text)

assert run(['--version']).text =~ /\d+\.\d+/
assert run(['check', 'samples/none.nn']).code == 1
assert run(['frobnicate']).code == 2
