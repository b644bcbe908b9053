"""What stands before everything, in the one region CloudFront takes it from: firewall and certificate."""

from __future__ import annotations

from aws_cdk import RemovalPolicy, Stack
from aws_cdk import aws_certificatemanager as acm
from aws_cdk import aws_logs as logs
from aws_cdk import aws_route53 as route53
from aws_cdk import aws_wafv2 as waf
from constructs import Construct

from desk_aws.settings import Stage

# Requests of one address in five minutes. A whole site may come from one; the desk itself limits by person.
_REQUESTS = 20_000
_SIGN_INS = 300
# Tickets hold pasted scripts, queries and large files: what is written in bodies is counted, not refused.
_COUNTED = {
    "AWSManagedRulesCommonRuleSet": [
        "SizeRestrictions_BODY", "CrossSiteScripting_BODY", "GenericRFI_BODY", "GenericLFI_BODY",
    ],
    "AWSManagedRulesKnownBadInputsRuleSet": [],
    "AWSManagedRulesAmazonIpReputationList": [],
    "AWSManagedRulesSQLiRuleSet": ["SQLi_BODY"],
}  # fmt: skip


class EdgeStack(Stack):
    """Firewall and certificate of CloudFront."""

    def __init__(self, scope: Construct, name: str, *, stage: Stage, **more: object) -> None:
        """Build both. `more` goes to the stack."""
        super().__init__(scope, name, **more)
        self.certificate = certificate(self, stage)
        self.firewall = _firewall(self, stage)
        # CloudWatch takes firewall logs only in groups whose names begin like this.
        group = logs.LogGroup(
            self,
            "FirewallLogs",
            log_group_name=f"aws-waf-logs-{stage.prefix}",
            retention=logs.RetentionDays.ONE_YEAR,
            removal_policy=RemovalPolicy.RETAIN,
        )
        arn = self.format_arn(service="logs", resource=f"log-group:aws-waf-logs-{stage.prefix}")
        logging = waf.CfnLoggingConfiguration(
            self,
            "FirewallLogging",
            resource_arn=self.firewall.attr_arn,
            log_destination_configs=[arn],
            redacted_fields=[{"singleHeader": {"Name": name}} for name in ("authorization", "cookie")],
        )
        logging.node.add_dependency(group)


def certificate(scope: Construct, stage: Stage) -> acm.Certificate:
    """Return a certificate for the desk's name, proven through DNS, in the region of `scope`."""
    return acm.Certificate(
        scope,
        "Certificate",
        domain_name=stage.domain,
        validation=acm.CertificateValidation.from_dns(zone_of(scope, stage)),
    )


def zone_of(scope: Construct, stage: Stage) -> route53.IHostedZone:
    """Return the company's own DNS zone, by what the settings say of it; `scope` has one."""
    known = scope.node.try_find_child("Zone")
    if known:
        return known
    return route53.HostedZone.from_hosted_zone_attributes(
        scope, "Zone", hosted_zone_id=stage.zone_id, zone_name=stage.zone_name
    )


def _firewall(scope: Construct, stage: Stage) -> waf.CfnWebACL:
    rules = [_limit(0, "SignIns", _SIGN_INS, path="/api/auth/"), _limit(1, "Requests", _REQUESTS)]
    rules += [_managed(place, name, counted) for place, (name, counted) in enumerate(_COUNTED.items(), start=2)]
    return waf.CfnWebACL(
        scope,
        "Firewall",
        name=stage.prefix,
        scope="CLOUDFRONT",
        default_action=waf.CfnWebACL.DefaultActionProperty(allow={}),
        visibility_config=_seen(stage.prefix),
        rules=rules,
    )


def _limit(place: int, name: str, most: int, *, path: str | None = None) -> waf.CfnWebACL.RuleProperty:
    """Refuse an address after `most` requests in five minutes; `path`: only those that begin with it."""
    scope_down = path and {
        "byteMatchStatement": {
            "searchString": path,
            "fieldToMatch": {"uriPath": {}},
            "positionalConstraint": "STARTS_WITH",
            "textTransformations": [{"priority": 0, "type": "NORMALIZE_PATH"}],
        }
    }
    based = waf.CfnWebACL.RateBasedStatementProperty(
        aggregate_key_type="IP", limit=most, evaluation_window_sec=300, scope_down_statement=scope_down
    )
    return waf.CfnWebACL.RuleProperty(
        name=name,
        priority=place,
        action=waf.CfnWebACL.RuleActionProperty(block={"customResponse": {"responseCode": 429}}),
        statement=waf.CfnWebACL.StatementProperty(rate_based_statement=based),
        visibility_config=_seen(name),
    )


def _managed(place: int, name: str, counted: list[str]) -> waf.CfnWebACL.RuleProperty:
    """Take a list of rules that AWS keeps, those in `counted` only to count."""
    group = waf.CfnWebACL.ManagedRuleGroupStatementProperty(
        vendor_name="AWS",
        name=name,
        rule_action_overrides=[{"name": rule, "actionToUse": {"count": {}}} for rule in counted] or None,
    )
    return waf.CfnWebACL.RuleProperty(
        name=name,
        priority=place,
        override_action=waf.CfnWebACL.OverrideActionProperty(none={}),
        statement=waf.CfnWebACL.StatementProperty(managed_rule_group_statement=group),
        visibility_config=_seen(name),
    )


def _seen(name: str) -> waf.CfnWebACL.VisibilityConfigProperty:
    return waf.CfnWebACL.VisibilityConfigProperty(
        cloud_watch_metrics_enabled=True, metric_name=name, sampled_requests_enabled=True
    )
