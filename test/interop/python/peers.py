"""Does with oauthlib and lti what the test asks for: one JSON object in, one JSON object out."""
import json
import sys

from lti import OutcomeRequest, ToolConsumer, ToolProvider
from lti.contentitem_response import ContentItemResponse
from oauthlib.oauth1 import RequestValidator, SignatureOnlyEndpoint


class Validator(RequestValidator):
    """One consumer, any nonce and time: only the signature is judged."""

    enforce_ssl = False
    timestamp_lifetime = 10**10
    dummy_client = 'dummy'

    def __init__(self, key, secret):
        super().__init__()
        self.key = key
        self.secret = secret

    def check_client_key(self, client_key):
        return True

    def check_nonce(self, nonce):
        return True

    def validate_client_key(self, client_key, request):
        return client_key == self.key

    def get_client_secret(self, client_key, request):
        return self.secret

    def validate_timestamp_and_nonce(self, *args, **kwargs):
        return True


def verify(task):
    endpoint = SignatureOnlyEndpoint(Validator(task['key'], task['secret']))
    valid, _ = endpoint.validate_request(task['url'], task['method'], task['body'], dict(task['headers']))
    return valid


def verify_launch(task):
    provider = ToolProvider.from_unpacked_request(task['secret'], dict(task['fields']), task['url'], {})
    return {
        'valid': provider.is_valid_request(Validator(task['key'], task['secret'])),
        'student': bool(provider.is_student()),
        'instructor': bool(provider.is_instructor()),
    }


def launch(task):
    kind = ContentItemResponse if task.get('selection') else ToolConsumer
    tool = kind(task['key'], task['secret'], params=dict(task['fields']), launch_url=task['url'])
    request = tool.generate_launch_request()
    body = request.body if isinstance(request.body, str) else request.body.decode('utf-8')
    return {'url': request.url, 'body': body}


def outcome(task):
    request = OutcomeRequest({
        'consumer_key': task['key'],
        'consumer_secret': task['secret'],
        'lis_outcome_service_url': task['url'],
        'lis_result_sourcedid': task['sourcedId'],
    })
    operation = task['operation']
    if operation == 'replaceResult':
        answer = request.post_replace_result(task['score'])
    elif operation == 'readResult':
        answer = request.post_read_result()
    else:
        answer = request.post_delete_result()
    score = None if answer.score is None else str(answer.score)
    return {'code': str(answer.code_major), 'success': bool(answer.is_success()), 'score': score}


def attempt(task):
    try:
        return {'result': TASKS[task['task']](task)}
    except Exception as error:  # what the library cannot take is an answer too
        return {'error': '%s: %s' % (type(error).__name__, error)}


TASKS = {'verify': verify, 'verify-launch': verify_launch, 'launch': launch, 'outcome': outcome}

json.dump([attempt(task) for task in json.load(sys.stdin)], sys.stdout)
