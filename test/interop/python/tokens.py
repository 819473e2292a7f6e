"""Verifies tokens with PyJWT as the test asks for: one list of tasks in, one list of answers out."""
import json
import sys

import jwt


def verify(task):
    keys = {key['kid']: jwt.PyJWK(key).key for key in task['keys']}
    header = jwt.get_unverified_header(task['token'])
    return jwt.decode(
        task['token'],
        keys[header['kid']],
        algorithms=['RS256'],
        audience=task['audience'],
        issuer=task['issuer'],
        options={'require': task.get('required', ['exp', 'iat', 'iss', 'aud', 'nonce'])},
        leeway=5,
    )


def attempt(task):
    try:
        return {'result': verify(task)}
    except Exception as error:  # why a token is refused is an answer too
        return {'error': type(error).__name__}


json.dump([attempt(task) for task in json.load(sys.stdin)], sys.stdout)
