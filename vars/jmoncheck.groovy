/**
 * Checks set-ups and publishes the reports; the exit status decides the build.
 *
 * jmoncheck paths: ['config/'], arguments: ['--agent-user', 'AGNTUSR'], undecided: 'unstable'
 */
def call(Map args = [:]) {
    List<String> words = (args.arguments ?: []) + (args.paths ?: ['.'])
    String verdictIfUndecided = args.undecided ?: 'failure'
    int status = 4
    // One word a line, read by the shell as data: a name with a blank or a quote stays one word.
    withEnv(["JMONCHECK_WORDS=${words.join('\n')}"]) {
        status = sh(label: 'jmoncheck', returnStatus: true, script: '''
            set -f
            old=$IFS
            IFS='
'
            set -- $JMONCHECK_WORDS
            IFS=$old
            jmoncheck check "$@" --report junit=jmoncheck.xml --report checkstyle=jmoncheck-checkstyle.xml
        ''')
    }
    junit testResults: 'jmoncheck.xml', allowEmptyResults: true
    archiveArtifacts artifacts: 'jmoncheck*.xml', allowEmptyArchive: true
    if (status == 0) {
        return
    }
    if (status == 3 && verdictIfUndecided == 'unstable') {
        unstable('jmoncheck: something was not read or is not decided')
        return
    }
    error("jmoncheck ended with status ${status}")
}
